"""What waits for somebody, and what somebody waits for."""
