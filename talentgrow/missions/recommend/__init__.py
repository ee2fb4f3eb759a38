"""Missions suggested to people: what is read for it, the order, the reasons, the log."""
