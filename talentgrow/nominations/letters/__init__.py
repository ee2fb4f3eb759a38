"""What HR has decided, as the person reads it, and what is owed to them until later."""
