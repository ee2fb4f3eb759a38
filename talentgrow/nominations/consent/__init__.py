"""The word of those who are nominated."""
