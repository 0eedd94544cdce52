"""What storage could know about each dialogue: one module per dialogue, each with `STAGES`."""
