"""What is looked at while a network trains."""
