"""The engine: reads, checks and writes objects of any schema. Contains no schema itself.

Depends on the standard library alone. Models and user interfaces import from here; nothing here
imports from them.
"""
