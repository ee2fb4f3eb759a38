"""What happened at the demo company, one module a feature; each is told by `seed.fill`."""
