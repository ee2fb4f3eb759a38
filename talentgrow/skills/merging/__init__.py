"""One skill becomes part of another, and back within a day."""
