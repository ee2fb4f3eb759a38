"""Swaps and longer rings, from the proposal to every leg."""
