"""Joint tailoring: a municipality follows a definition of the consortium and decides on each of its updates.

The consortium publishes versions like a municipality does; nothing of them goes live anywhere by itself.
"""
