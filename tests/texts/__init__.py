"""What the bot says: every catalogue whole and clean, and every text the code asks for."""
