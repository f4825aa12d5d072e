"""Demonstration data: fictional municipalities, invented people, and cases lived through the real runtime."""
