"""Who is nominated and who is approved, by group, with small groups protected."""
