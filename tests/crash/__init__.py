"""The process stops at every database and network boundary, and nothing of it is to be seen afterwards."""
