"""Offers, visits and rounds of the demo company."""
