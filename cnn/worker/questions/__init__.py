"""Quick questions about a model that stays loaded."""
