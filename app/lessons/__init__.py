"""Lessons: what somebody has learnt, kept at the steps of the process that it is about."""
