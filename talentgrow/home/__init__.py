"""One page for each reader: what waits, and what they might try."""
