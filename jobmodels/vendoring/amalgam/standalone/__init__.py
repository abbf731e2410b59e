"""What the single file has in place of parts of the core: no attrs, no dataclasses, nothing
compiled.

Each module is named like one of the core. What it defines is taken instead of what has the same
name there, and its docstring instead of that one's.
"""
