"""Searches at the terminal."""
