"""Campaigns of the demo company: one published, one in session, one open."""
