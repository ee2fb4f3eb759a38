"""Vis ma Vie: a day in somebody else's job, alone or in a ring of swaps."""
