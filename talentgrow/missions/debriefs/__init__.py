"""What both sides say afterwards, and the credit for it."""
