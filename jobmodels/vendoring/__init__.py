"""Makes, checks and updates copies of this package in other projects.

Reads the package's own files. Does not depend on records or on the command line.
"""
