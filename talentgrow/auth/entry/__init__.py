"""The pages of whoever is not signed in yet."""
