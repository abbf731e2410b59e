"""The engine: reads, checks and writes objects of any schema, and does not import any schema.
Requires only the standard library."""
