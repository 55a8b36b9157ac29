"""How long commands take that should feel immediate, as whole processes."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from bench.training.document import ROOT

RUNS = {"full": 5, "quick": 1}


def measure(quick: bool, alone: bool) -> dict:
    """Seconds of `--help` and of `predict` on one picture."""
    del alone
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "grey.png"
        Image.new("RGB", (640, 480), "grey").save(picture)
        orders = {"help": ["--help"], "predict": ["predict", str(picture)]}
        count = RUNS["quick" if quick else "full"]
        return {"seconds": {name: times(order, count) for name, order in orders.items()}}


def times(order: list[str], count: int) -> dict:
    """Median, least and most of some runs, after one that fills the disk's cache."""
    seconds = []
    for _ in range(count + 1):
        start = time.perf_counter()
        command = [sys.executable, "-m", "training", *order]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        seconds.append(time.perf_counter() - start)
    counted = seconds[1:]
    return {"median": statistics.median(counted), "min": min(counted), "max": max(counted)}
