"""The try-out page in a real browser."""
