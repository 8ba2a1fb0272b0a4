"""Trainings that wait for their turn."""
