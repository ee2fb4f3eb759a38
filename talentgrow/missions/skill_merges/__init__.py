"""Missions, and the levels they gave, go along when two skills become one, and back."""
