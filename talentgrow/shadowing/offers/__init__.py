"""What people show of their job: found, read and edited."""
