"""Stretch missions: from a need to a credit."""
