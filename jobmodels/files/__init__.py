"""Files of bytes and lines: gzip, atomic replacement, JSON Lines. Does not import any schema."""
