"""Wrong use is one line on stderr with a hint, and exit code 2."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cnn
import main
from cnn.commands.names import COMMANDS
from cnn.words import language
from tests.cnn.commands.cli import Command
from tests.stages import THOROUGH

ROOT = Path(main.__file__).parent


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sumary"], ["There is no command", "Did you mean", "summary"]),
        (["nowhere.loom"], ["There is no file nowhere.loom", "Check the path", ".keras"]),
        (["nowhere/cells"], ["There is no file nowhere/cells", "Check the path"]),
        (["summary"], ["summary needs SRC"]),
        (["convert", "lenet5", "x.kears"], ["Did you mean .keras?"]),
        (["datasets", "--download", "cifar11"], ["Did you mean cifar-10?"]),
        (["summary", "lenet"], ["no preset or file 'lenet'", "Did you mean lenet5?"]),
        (["summary", "lenet5", "--colour"], ["no option --colour of summary", "--help"]),
        (["summary", "lenet5", "--epochs", "3"], ["no option --epochs of summary", "an option of train"]),
        (["summary", "lenet5", "--image", "28x28"], ["Did you mean 28x28x1 or 28x28x3?"]),
        (["summary", "lenet5", "--image", "28 28"], ["Did you mean 28x28x1 or 28x28x3?"]),
        (["summary", "lenet5", "--image", "28", "28"], ["Did you mean 28x28x1 or 28x28x3?"]),
        (["summary", "lenet5", "--image", "28"], ["height, width, channels", "28x28x1"]),
        (["summary", "lenet5", "--image", "28x28x1x1"], ["Did you mean 28x28x1?"]),
        (["summary", "lenet5", "--image", "1x28x28x1"], ["Did you mean 28x28x1?"]),
        (["summary", "lenet5", "--batch-size", "1e3"], ["--batch-size should be a whole number", "'1e3'", "Did you mean 1000?"]),
        (["predict", "nope"], ["predict needs IMAGE"]),
        (["presets", "vgg"], ["presets takes options only", "'vgg'"]),
        (["train", "lenet5", "mnist-sample"], ["Did you mean --data mnist-sample?"]),
        (["train", "lenet5", "--workers", "4"], ["no option --workers of train", "nothing to set"]),
        (["train", "lenet5", "--learningrate", "3"], ["Did you mean --learning-rate?"]),
        (["train", "lenet5", "-e", "3"], ["Did you mean --epochs?"]),
        (["train", "lenet5", "--early-stopping", "5"], ["--early-stopping is a switch", "'5'"]),
        (["train", "lenet5", "--epochs"], ["--epochs needs a value", "How often"]),
        (["train", "lenet5", "--validation-split", "20%"], ["Did you mean 0.2?"]),
        (["train", "lenet5", "--learning-rate", "0,001"], ["Did you mean 0.001?"]),
        (["train", "--resume", "somewhere", "--checkpoint-seconds", "3"], ["--checkpoint-seconds can't be given with --resume"]),
        (["train", "--resume", "somewhere", "--lr", "3", "--data", "x"], ["--data and --learning-rate can't be given"]),
        (["summary", "lenet5", "--image", "3", "3", "1"], ["3×3×1", "at least 12×12"]),
        (["summary", "lenet5", "--image", "a", "3", "1"], ["--image"]),
        (["summary", "lenet5", "--classes", "0"], ["too few"]),
        (["summary", "missing.loom"], ["no file missing.loom"]),
        (["convert", "lenet5", "x.gif"], ["x.gif can't be written yet", ".weights.h5"]),
        (["convert", "lenet5", "x.svg", "--style", "blocs"], ["--style takes canvas, volumes or blocks", "Did you mean blocks?"]),
        (["convert", "lenet5", "x.py", "--style", "blocks"], ["--style is for pictures", ".svg, .png, .pdf"]),
        (["convert", "lenet5", "x.html", "--snippet"], ["--snippet has no effect", ".onnx"]),
        (["convert", "lenet5", "x.svg", "--snippet"], ["--snippet has no effect", ".onnx"]),
        (["report", "run", "x.md", "--export", "a.onnx"], ["--export has no effect", ".html"]),
        (["convert", "lenet5", "x.svg", "--style", "blocks", "--all"], ["--all has no effect", "--style canvas"]),
        (["convert", "lenet5", "x.svg", "--style", "volumes", "--columns"], ["--columns has no effect", "--style canvas"]),
        (["convert", "lenet5", "x.py", "--columns"], ["--columns is for pictures"]),
        (["convert", "lenet5", "no/such/x.loom"], ["folder does not exist"]),
        (["train"], ["What should be trained?"]),
        (["train", "lenet5"], ["--data"]),
        (["train", "lenet5", "--data", "nope"], ["no dataset 'nope'", "mnist-sample"]),
        (["train", "lenet5", "--data", "nope.npz"], ["no file or folder nope.npz"]),
        (["train", "lenet5", "--data", "mnist-sample", "--epochs", "0"], ["epochs"]),
        (["train", "lenet5", "--data", "mnist-sample", "--optimizer", "Newton"], ["Newton", "Adam"]),
        (["train", "lenet5", "--data", "mnist-sample", "--classes", "7"], ["10 classes", "--classes 10"]),
        (["train", "lenet5", "--data", "mnist-sample", "--json", "--events"], ["Choose one"]),
        (["train", "lenet5", "--resume", "somewhere"], ["SRC can't be given with --resume"]),
        (["train", "--resume", "somewhere"], ["holds no run"]),
        (["evaluate", "nope"], ["no run or file 'nope'"]),
        (["predict", "nope", "nope.png"], ["no image nope.png"]),
        (["nowhere.loom"], ["nowhere.loom"]),
    ],
)
def test_refused(
    command: Command, arguments: list[str], words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = command(*arguments)
    assert outcome.complained(*words), outcome
    assert list(tmp_path.iterdir()) == [], "something was begun"


def test_a_file_is_no_model(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "net.loom"
    assert command("convert", "lenet5", path).code == 0
    assert command("evaluate", path).complained("no trained weights", "Train it first")
    (tmp_path / "x.txt").write_text("?")
    assert command("evaluate", tmp_path / "x.txt").complained("no trained model")


@pytest.mark.slow
def test_a_full_folder_is_not_written_over(command: Command, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    assert command("train", "lenet5", "--data", "mnist-sample", "--out", tmp_path).complained("already holds a run")


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(command: Command, name: str) -> None:
    outcome = command(name, "--help")
    assert outcome.code == 0
    assert "Usage" in outcome.out


@pytest.mark.slow
def test_train_has_an_option_for_every_setting(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.recipe import Recipe

    monkeypatch.setenv("COLUMNS", "160")  # narrow terminals shorten long names
    text = command("train", "--help").out
    assert all(f"--{name.replace('_', '-')}" in text for name in Recipe.model_fields)


@pytest.mark.slow
def test_the_help_speaks_the_language_of_the_terminal(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(language.VARIABLE, "zh_CN")
    monkeypatch.setenv("COLUMNS", "160")
    try:
        one, every = command("train", "--help").out, command("--help").out
        titles, convert = command("presets").out, command("convert", "--help").out
    finally:
        language.use(language.ENGLISH)
    for words in ("训练网络。", "选项", "继续此文件夹或编号的训练。", "训练图像", "显示此说明后退出。"):
        assert words in one, words
    assert "…" not in one, "nothing is cut off"
    headings = re.findall(r"^╭─ (.+?) ─", one, re.M)
    assert len(headings) > 8
    assert not [heading for heading in headings if heading.isascii()]
    assert "Random changes" not in one, "also settings that no form has"
    assert "把网络写成另一种格式" in every
    assert "AlexNet，双塔" in titles
    assert "[必填]" in convert
    assert "[默认值：float32]" in convert
    assert "[required]" not in convert
    monkeypatch.delenv(language.VARIABLE)
    assert "Options" in command("train", "--help").out
    assert "[required]" in command("convert", "--help").out


@pytest.mark.slow
def test_the_list_of_commands_breaks_where_a_line_is_full(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = [line.strip("│ ") for line in command("--help").out.splitlines()]
    assert "edges as a reference that knows nothing of the model." in lines, "not where the code has its line end"


@pytest.mark.slow
def test_help_and_version(command: Command) -> None:
    assert all(name in command("--help").out for name in COMMANDS)
    assert command("--version").out == f"Layerloom {cnn.__version__}\n", "also from a folder where nothing is installed"


@pytest.mark.story
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
@pytest.mark.parametrize(("given", "reader"), [("layers --json", "head -c 10"), ("presets", "true"), ("--help", "true")])
def test_a_reader_that_leaves_early_is_no_error(given: str, reader: str) -> None:
    line = f"{{ {sys.executable} {ROOT / 'main.py'} {given}; echo $? >&2; }} | {reader}"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True)
    assert done.stderr == "0\n"
    assert len(done.stdout) == (10 if reader.startswith("head") else 0)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--momentum", "0.9"], "Only SGD, RMSprop, Muon take it"),
        (["--schedule", "step", "--restart-epochs", "2"], "--restart-epochs has no effect"),
        (["--patience", "3"], "--patience has no effect"),
        (["--loss", "klx"], "loss should be"),
        (["--patience", "3"], "It needs --early-stopping."),
        (["--top-k", "3"], "It needs --metrics top_k_accuracy."),
        (["--fine-tune-after", "3"], "It needs --freeze-until or --freeze."),
        (["--huber-delta", "3"], "It needs --loss huber."),
        (["--metrics", "f2"], "Did you mean f1_score?"),
        (["--metrics", "auc", "f2"], "Did you mean f1_score?"),
        (["--metrics", "accurcy"], "Did you mean accuracy? It is always there."),
        (["--device", "tpu"], "CPUs and GPUs, not on tpu. auto takes"),
        (["--device", "0"], "Did you mean gpu:0?"),
        (["--device", "0,1"], "Several GPUs are used together with all."),
        (["--class-weight", "0=x"], "should give a number to each class"),
        (["--class-weight", "1,2"], "cat=2,dog=0.5"),
        (["--monitor", "val_acuracy"], 'there is no figure "val_acuracy". Did you mean val_accuracy?'),
        (["--clipnorm", "1", "--clipvalue", "1"], "Only one of clipnorm"),
    ],
)
def test_options_that_would_do_nothing_or_can_not_work_are_told(command: Command, options: list[str], words: str) -> None:
    found = command("train", "lenet5", "--data", "mnist-sample", *options)
    assert found.code == 2
    assert words in found.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_a_pipe_is_no_image(command: Command, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.png")
    outcome = command("predict", "run", tmp_path / "p.png")
    assert (outcome.code, outcome.out) == (2, "")
    assert "p.png is a pipe, not a file. Choose a file." in outcome.err


@pytest.mark.slow
@pytest.mark.more
@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_that_is_nearly_one_of_a_command_is_named(command: Command, name: str) -> None:
    """Options of every command, with a letter too many and without their hyphens."""

    from cnn.commands.app import command_named

    parameters = command_named(name).params
    options = [item.opts[0] for item in parameters if item.param_type_name == "option"]
    for option in options if THOROUGH else options[:: max(1, len(options) // 4)]:
        outcome = command(name, f"{option}q")
        assert f"There is no option {option}q of {name}. Did you mean {option}?" in outcome.err, outcome
        joined = "--" + option.replace("-", "")
        assert joined == option or f"Did you mean {option}?" in command(name, joined).err


@pytest.mark.slow
def test_every_setting_that_lies_idle_says_what_it_needs() -> None:
    """Turning that on makes it work: asked of the recipe itself."""
    from cnn.recipe import Recipe, takers

    recipe = Recipe()
    silent = {name for name in recipe.idle_settings() if not takers(name) and not recipe.effective_with(name)}
    assert silent <= {"restart_growth", "restart_shrink", "fine_tune_rate", "fine_tune_from"}, "they need two others"
