"""What the commands are called, and the module that has the function of that name."""

COMMANDS = {
    "presets": "cnn.commands.catalogue",
    "layers": "cnn.commands.catalogue",
    "datasets": "cnn.commands.catalogue",
    "summary": "cnn.commands.summary",
    "convert": "cnn.commands.convert",
    "train": "cnn.commands.train.command",
    "evaluate": "cnn.commands.score",
    "predict": "cnn.commands.score",
    "runs": "cnn.commands.runs",
    "devices": "cnn.commands.devices",
}
