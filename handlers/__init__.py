"""What reacts: to a message, to a tap, to the clock."""
