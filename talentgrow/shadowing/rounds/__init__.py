"""Rounds in which HR lets many people swap at once."""
