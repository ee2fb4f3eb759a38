"""What around nominations waits for somebody."""
