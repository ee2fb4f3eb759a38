"""Ways to prove who one is besides a password."""
