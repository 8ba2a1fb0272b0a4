"""Commands that look at networks without training them."""
