"""The peers, one module each: the same schema, in the idiomatic form of each library."""
