"""Measurements of the graph engine: how good its suggestions are and how fast they come."""
