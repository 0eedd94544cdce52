"""What the bot knows, as tables: no test here reads or writes anything but a file of its own."""
