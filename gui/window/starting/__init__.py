"""What stands on the screen first, and what helps a person to begin."""
