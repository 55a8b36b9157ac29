"""Whole runs, from the command to a measured model: half an hour. Asked for with --full."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.training.document import ROOT
from training.recipe import load_recipe

GOAL = 0.94  # of the test pictures
COURSE_GOAL = 0.8673  # what the course publishes
TIMED_EPOCHS = 2  # of the course; the first also waits for the graph to be made


def measure(quick: bool, alone: bool) -> dict:
    """Minutes of the fast recipe, whole and cut short, and of the course's.

    Everything that decides how long a recipe trains was chosen on validation pictures; each run
    reads the test pictures once, when it has ended.
    """
    del quick, alone
    with tempfile.TemporaryDirectory() as folder:
        fast = whole_run("cifar10-fast", Path(folder) / "fast", ["--validation", "0"])
        short = whole_run("cifar10-fast", Path(folder) / "short", ["--epochs", "1"])
        course = course_run(Path(folder) / "course")
    ratios = {
        "minutes_to_94": fast["minutes"] if fast["accuracy"] >= GOAL else None,
        "course_ratio": (
            short["minutes"] / course["minutes"] if short["accuracy"] >= COURSE_GOAL else None
        ),
    }
    return {"fast": fast, "short": short, "course": course, "ratios": ratios}


def whole_run(recipe: str, folder: Path, more: list[str]) -> dict:
    """Train and evaluate; minutes of both together."""
    start = time.perf_counter()
    command([*["train", "--recipe", recipe, "--run", str(folder)], *more])
    command(["evaluate", "--run", str(folder)])
    minutes = (time.perf_counter() - start) / 60
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    return {"minutes": minutes, "accuracy": metrics["accuracy"]}


def course_run(folder: Path) -> dict:
    """The minutes of all epochs of the course, by the last one timed; nothing else counts."""
    recipe = "cifar10-cnn-course"
    command(["train", "--recipe", recipe, "--run", str(folder), "--epochs", str(TIMED_EPOCHS)])
    history = json.loads((folder / "history.json").read_text(encoding="utf-8"))
    epochs = load_recipe(recipe).epochs
    return {"epochs": epochs, "minutes": epochs * history[-1]["seconds"] / 60}


def command(order: list[str]) -> None:
    """Run a command of the pipeline; it shows its own progress."""
    subprocess.run([sys.executable, "-m", "training", *order], cwd=ROOT, check=True)
