"""What the bot says: one gettext catalogue per language, keyed by dialogue and step."""
