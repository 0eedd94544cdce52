"""The rules of the field, as pure functions: `now` is an argument."""
