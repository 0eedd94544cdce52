"""What the bot knows: people, rules, dialogues as data, texts."""
