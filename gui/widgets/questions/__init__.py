"""Parts that show what a model says of images; they know no document."""
