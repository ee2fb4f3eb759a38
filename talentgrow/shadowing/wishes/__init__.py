"""What people would like to discover, in their order."""
