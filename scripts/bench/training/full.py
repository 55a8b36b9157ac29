"""Whole runs, from the command to a measured model: hours. Asked for with --full."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.training.document import ROOT

GOAL = 0.94  # of the test pictures
COURSE = 0.8673  # what the course publishes


def measure(quick: bool, alone: bool) -> dict:
    """Minutes of the fast recipe and of the course's, and what both reach.

    Everything that decides how long a recipe trains was chosen on validation pictures; each run
    reads the test pictures once, when it has ended.
    """
    del quick, alone
    with tempfile.TemporaryDirectory() as folder:
        fast = whole_run("cifar10-fast", Path(folder) / "fast", ["--validation", "0"])
        course = whole_run("cifar10-cnn-course", Path(folder) / "course", [])
    reached = fast["accuracy"] >= GOAL
    ratios = {"minutes_to_94": fast["minutes"] if reached else None}
    if fast["accuracy"] >= COURSE:
        ratios["course_ratio"] = fast["minutes"] / course["minutes"]
    return {"fast": fast, "course": course, "ratios": ratios}


def whole_run(recipe: str, folder: Path, more: list[str]) -> dict:
    """Train and evaluate; minutes of both together."""
    start = time.perf_counter()
    command([*["train", "--recipe", recipe, "--run", str(folder)], *more])
    command(["evaluate", "--run", str(folder)])
    minutes = (time.perf_counter() - start) / 60
    metrics = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    return {"minutes": minutes, "accuracy": metrics["accuracy"]}


def command(order: list[str]) -> None:
    """Run a command of the pipeline; it shows its own progress."""
    subprocess.run([sys.executable, "-m", "training", *order], cwd=ROOT, check=True)
