"""Layerloom's core: everything that needs no window. Never imports Qt; Keras only inside `cnn.worker`."""

__version__ = "0.1.0"
