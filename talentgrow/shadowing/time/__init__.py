"""What happens to visits with time."""
