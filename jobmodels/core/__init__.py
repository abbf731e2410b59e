"""The engine, on the standard library alone: it knows how to read, check and write a schema, and
no schema. Models and faces import from here; nothing here imports from them."""
