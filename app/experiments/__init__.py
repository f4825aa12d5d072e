"""Joint experiments: two versions beside each other, by lot, by rules written before the first case."""
