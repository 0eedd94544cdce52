"""What the command line says to whoever looks after the machine."""
