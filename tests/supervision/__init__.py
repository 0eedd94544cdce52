"""A year of supervision, lived through by a team of six."""
