"""Write a nomination, step by step."""
