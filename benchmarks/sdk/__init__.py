"""The official SDK as a peer, in a separate process and environment.

No other peer needs its dependencies or should pay for its import.
"""
