"""What each reader sees first: what waits, what they might try, and for managers their team."""
