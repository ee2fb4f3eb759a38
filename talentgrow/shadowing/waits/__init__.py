"""What waits for somebody around visits."""
