"""What the desktop shows of the window while nobody looks at it."""
