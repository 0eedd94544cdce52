"""Pictures to hand out, drawn where the program runs."""
