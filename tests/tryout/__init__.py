"""Does the stand-in behave as Telegram documents?"""
