"""Talent pools: who is in them until when, and how members are approached."""
