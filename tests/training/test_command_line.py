import pytest

COMMANDS = [
    "explore",
    "train",
    "tune",
    "calibrate",
    "evaluate",
    "export",
    "convert",
    "compare",
    "all",
    "features",
    "predict",
]

HELP = """
import sys
from typer.testing import CliRunner
from training.__main__ import app
for command in {commands}:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0, result.output
    assert "Example: python -m training" in result.output or not command, result.output
heavy = {{"tensorflow", "keras", "numpy", "PIL"}} & set(sys.modules)
assert not heavy, heavy
"""


def test_help_teaches_by_example_and_loads_nothing_heavy(python, tmp_path):
    commands = [[], *([command] for command in COMMANDS)]
    result = python("-c", HELP.format(commands=commands), cwd=tmp_path)
    assert result.returncode == 0, result.stderr


START = """
import sys
import training.backend
assert not {"jax", "matplotlib", "pandas", "sklearn"} & sys.modules.keys(), "imported"
import jax, matplotlib
"""


def test_a_command_starts_without_what_nobody_asks_of_keras(python, tmp_path):
    result = python("-c", START, cwd=tmp_path)
    assert result.returncode == 0, result.stderr


def test_help_names_every_command(python, tmp_path):
    result = python("-m", "training", "--help", cwd=tmp_path)
    assert result.returncode == 0
    assert all(command in result.stdout for command in COMMANDS)


def test_the_smoke_run_tells_its_results_and_nothing_else(smoke):
    assert smoke.result.stderr == ""
    for line in ("epoch   3", "Trained: ", "Test accuracy ", "Exported: "):
        assert line in smoke.result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["train", "--recipe", "nope"], "There is no recipe 'nope'. Known recipes: "),
        (["train", "--smoke", "--validation", "2"], "validation = 2.0 should be from 0 to below 1"),
        (["train", "--data", "cifr10"], "'cifr10' is neither a folder of pictures nor a known"),
        (["predict", "--model", "nope", "x.jpg"], "There is no model 'nope'. Known models: "),
    ],
)
def test_a_mistake_ends_in_one_sentence(python, tmp_path, arguments, sentence):
    result = python("-m", "training", *arguments, cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr.startswith(f"Error: {sentence}")
    assert len(result.stderr.splitlines()) == 1
