"""Figures about groups of people, shown so that nothing about a few people can be worked out."""
