"""Rounds of "Vis ma Vie": rings of colleagues who visit each other, and visits one way."""
