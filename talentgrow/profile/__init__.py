"""The page of one person: what they do, did and can do, for those who may read it."""
