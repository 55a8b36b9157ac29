import json

import pytest
from rich.console import Console

from training.compare import compare
from training.errors import UserError
from training.recipe import Recipe
from training.run import Run


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that makes up a run of two epochs."""
    monkeypatch.setattr("training.run.fastest_precision", lambda: "float32")

    def make(name, accuracies, **keys):
        made = Run(tmp_path / name)
        made.claim(Recipe(name=name, data="test", **keys))
        history = [
            {"epoch": epoch, "loss": 1.0, "accuracy": 0.9, "seconds": 60.0, "val_loss": 1.0,
             "val_accuracy": accuracy}
            for epoch, accuracy in enumerate(accuracies, start=1)
        ]  # fmt: skip
        made.history_path.write_text(json.dumps(history))
        return made

    return make


def printed(table):
    console = Console(width=200)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def test_runs_stand_side_by_side_with_the_figures_of_the_epoch_that_each_keeps(run, tmp_path):
    last, best = run("last", [0.8, 0.7]), run("best", [0.8, 0.7], keep_best=True, model="cnn")
    last.metrics_path.write_text('{"accuracy": 0.75}')
    text = printed(compare([last, best], tmp_path / "both.png"))
    (first,) = [line for line in text.splitlines() if " last " in line]
    (second,) = [line for line in text.splitlines() if " best " in line]
    assert [cell.strip() for cell in first.split("│")[1:-1]] == [
        "last", "fast", "2", "2.0", "90.00%", "70.00%", "20.00%", "75.00%",
    ]  # fmt: skip
    assert [cell.strip() for cell in second.split("│")[1:-1]] == [
        "best", "cnn", "2", "2.0", "90.00%", "80.00%", "10.00%", "–",
    ]  # fmt: skip
    assert (tmp_path / "both.png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_without_a_finished_epoch_is_named(run, tmp_path):
    with pytest.raises(UserError, match=r"There is no run in .*nothing"):
        compare([Run(tmp_path / "nothing")], tmp_path / "none.png")
    with pytest.raises(UserError, match=r"fresh has no finished epoch"):
        compare([run("fresh", [])], tmp_path / "none.png")
