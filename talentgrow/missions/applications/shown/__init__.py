"""What each reader of an application gets to see: one shape a reader, nothing to hide."""
