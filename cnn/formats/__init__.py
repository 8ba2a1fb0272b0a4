"""Networks in and out of files: Layerloom's own, Keras's, and Python code. Nothing here needs or runs Keras."""
