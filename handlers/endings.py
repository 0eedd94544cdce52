"""What ends the bot and is told at the command line."""


class TokenRefused(Exception):  # noqa: N818 - told to a person at the command line
    """Telegram has refused the token again and again."""


class PollingStopped(Exception):  # noqa: N818 - told to a person at the command line
    """Polling went silent; ending the process lets its supervisor start it anew."""
