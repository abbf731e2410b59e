"""Files: gzip, atomic replacement, lines, JSON Lines. Only ``jsonl`` depends on the schemas."""
