"""What both sides say after a visit, what was seen, and the certificate."""
