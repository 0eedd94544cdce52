"""What reacts: to a message, to a tap, to the clock."""

import os

# python-telegram-bot then gives waiting times as timedelta, and warns of nothing.
os.environ.setdefault("PTB_TIMEDELTA", "true")
