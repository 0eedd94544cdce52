"""Short notes with what may identify somebody in them, and without: what the guard is measured with."""
