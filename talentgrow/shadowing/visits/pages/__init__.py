"""Visits as their pages show them, to each reader what is theirs to know."""
