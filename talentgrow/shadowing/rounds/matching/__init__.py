"""Who could visit whom in a round, and what was missing for those who could not."""
