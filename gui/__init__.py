"""The window: it prints what `cnn` works out, and turns gestures into edits."""
