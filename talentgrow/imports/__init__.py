"""Files of real careers, read into the database all or nothing."""
