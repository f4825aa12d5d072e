"""Before joining: how each municipality works, where they differ, what to do about it, and when.

Answers are a person's own; others see them counted, and only once they have given theirs.
"""
