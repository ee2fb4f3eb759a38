"""Proposing a mission and leading it through its life."""
