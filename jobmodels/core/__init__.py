"""The engine: reads, checks and writes objects of any schema. Contains no schema itself.

Requires only the standard library. Models and user interfaces import from here; nothing here
imports from them.
"""
