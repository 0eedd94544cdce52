"""The try-out: the stand-in, the bot as a child process, and the page with the phones."""
