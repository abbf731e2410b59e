"""The peers, one module each: the same schema, stated as each library would have it stated."""
