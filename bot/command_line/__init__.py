"""What `sleutelbot` does when asked from the command line: a command a function, a group of them a module."""
