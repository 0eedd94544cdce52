"""What the program remembers: one encrypted SQLite file, reached by one write connection."""
