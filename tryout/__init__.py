"""A stand-in for Telegram on one's own machine: a pretend Bot API and the phones of the people who use it."""
