"""The worker process: the only code that imports Keras or TensorFlow. `main.py worker` runs `main`."""


def main() -> int:
    """Serves commands from stdin until it is told to end, or its parent dies; returns the exit code."""
    from cnn.worker.process import serve

    return serve()
