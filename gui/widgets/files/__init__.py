"""Choosing files and folders where a network share does not answer."""
