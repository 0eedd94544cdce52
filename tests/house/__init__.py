"""The order of the house: who may import whom, who may do what, and a map of the files."""
