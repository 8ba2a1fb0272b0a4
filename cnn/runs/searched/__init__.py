"""Trainings that look for a better recipe or a better architecture."""
