"""What an operation costs, measured on the real thing: `python -m bench`. See docs/performance.md."""
