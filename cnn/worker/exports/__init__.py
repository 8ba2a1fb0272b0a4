"""Networks written for other runtimes than Keras, and how each file is proven there."""
