"""What a visit is agreed on, and who has signed it."""
