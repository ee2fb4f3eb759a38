"""Stretch at scale: all open missions for one person, all people for all missions."""
