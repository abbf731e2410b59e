"""What a record is: its kind, its edition and its case; reading archives, rewriting, preflight."""
