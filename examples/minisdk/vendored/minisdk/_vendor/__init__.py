"""Copies of other packages, made by a command and not edited."""
