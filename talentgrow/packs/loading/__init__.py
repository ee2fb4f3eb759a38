"""Load groups of a pack: what is there already, what would change, and the writing of it."""
