"""Records as pages: facts, tables and curves, which a terminal, a notebook or a report shows."""
