"""The chapters of the story of one mission."""
