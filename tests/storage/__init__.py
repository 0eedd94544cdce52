"""Claims about what is kept, on real files."""
