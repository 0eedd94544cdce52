"""Are the pictures whole, in every script, on a machine that has nothing?"""
