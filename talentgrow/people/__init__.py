"""People, the units they work in, and their assignments over time."""
