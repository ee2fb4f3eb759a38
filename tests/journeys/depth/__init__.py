"""The chapters of the story in which HR of a new house begins and everybody follows."""
