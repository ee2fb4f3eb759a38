"""What a sound file would change, and the change itself."""
