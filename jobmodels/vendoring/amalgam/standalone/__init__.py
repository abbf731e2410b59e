"""Replacements for parts of the core in the single file: without attrs, dataclasses or compiled
functions.

Each module has the name of a module in the core. Its definitions replace those of the same name,
and its docstring replaces the docstring of that module.
"""
