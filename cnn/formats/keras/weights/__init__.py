"""Weights in files: where a file keeps them, which layer each belongs to, and those that Keras publishes."""
