"""What stands on the screen first, what fills the window then, and what helps a person to begin."""
