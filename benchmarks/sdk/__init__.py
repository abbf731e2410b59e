"""The official SDK as a peer: in a process and an environment of its own.

It brings dependencies that nobody else here needs, and an import that nobody else should pay for.
"""
