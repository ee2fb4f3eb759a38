"""What is said about people's skills: declared, seen by colleagues, answered by the manager."""
