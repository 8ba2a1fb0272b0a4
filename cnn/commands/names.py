"""What the commands are called."""

COMMANDS = ("presets", "layers", "datasets", "summary", "convert", "train", "evaluate", "predict", "runs", "devices")
