"""What `make bench` runs: the program beside a bare echo bot, on this machine and in the same minutes."""
