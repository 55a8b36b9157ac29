"""A folder of 100,000 pictures: how fast it is read, and whether memory stays flat."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from bench.training.document import ROOT
from training.datasets.cache import read_one
from training.datasets.generated import generated_pictures

FILES = {"full": 100_000, "quick": 200}
DIFFERENT = {"full": 1000, "quick": 20}  # the others are the same files under other names
CLASSES = 10
SIDE = 256  # of the files
SIZE = 32  # of what the network sees
SAMPLE = {"full": 2000, "quick": 20}


def measure(quick: bool, alone: bool) -> dict:
    """Pictures per second by number of workers, and megabytes as an epoch goes on."""
    del alone
    size = "quick" if quick else "full"
    folder = Path(tempfile.mkdtemp(prefix="kilas-bench-"))
    try:
        paths = make_files(folder / "pictures", FILES[size], DIFFERENT[size])
        rates = {
            workers: rate(paths[: SAMPLE[size]], workers)
            for workers in sorted({1, 2, os.cpu_count()})
        }
        epoch = run_epoch(folder)
    finally:
        shutil.rmtree(folder)
    return {"files": len(paths), "side": SIDE, "pictures_per_second": rates, **epoch}


def make_files(folder: Path, count: int, different: int) -> list[Path]:
    """JPEG files in a folder for each class."""
    originals = []
    (folder / "originals").mkdir(parents=True)
    for number, pixels in enumerate(generated_pictures(different, SIZE)):
        path = folder / "originals" / f"{number}.jpg"
        Image.fromarray(pixels).resize((SIDE, SIDE)).save(path, quality=90)
        originals.append(path)
    paths = []
    for label in range(CLASSES):
        (folder / f"class-{label}").mkdir()
    for number in range(count):
        path = folder / f"class-{number % CLASSES}" / f"{number}.jpg"
        os.link(originals[number % different], path)
        paths.append(path)
    shutil.rmtree(folder / "originals")
    return paths


def rate(paths: list[Path], workers: int) -> float:
    """Pictures a second that so many threads decode and shrink."""
    start = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        for answer in pool.map(lambda path: read_one(path, SIZE), paths):
            if isinstance(answer, Exception):
                raise answer
    return len(paths) / (time.perf_counter() - start)


def run_epoch(folder: Path) -> dict:
    """Read the folder and draw an epoch of batches, in a process whose memory is its own."""
    command = [sys.executable, "-m", "bench.training.epoch", str(folder), str(SIZE)]
    path = os.pathsep.join([str(ROOT), str(ROOT / "scripts")])
    run = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": path}, stdout=subprocess.PIPE, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])  # after the progress bar
