"""Copies of this package inside other projects: to make one, to check it, to update it.

It reads the package's own files and knows their names. It knows no job, and no command line.
"""
