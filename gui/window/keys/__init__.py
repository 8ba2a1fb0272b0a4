"""What keys mean in the window while a field has them, and who keeps them while a button works."""
