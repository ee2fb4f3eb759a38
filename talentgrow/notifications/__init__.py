"""Tell people what concerns them: once, in their language, when they want to hear it."""
