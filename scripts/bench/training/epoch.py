"""Reads a folder of pictures and draws an epoch of batches; prints how fast, and the memory."""

import json
import sys
import time
from pathlib import Path

from training.datasets.batches import TrainingBatches
from training.datasets.folder import load_folder
from training.recipe import load_recipe


def main(folder: Path, size: int) -> None:
    """Print one line of JSON."""
    start = time.perf_counter()
    training = load_folder(folder / "pictures", size, folder / "cache").training
    read = time.perf_counter() - start
    batches = TrainingBatches(training, 10, load_recipe("cifar10-base", batch_size=128))
    held = []
    start = time.perf_counter()
    for number in range(len(batches)):
        batches[number]
        held.append(megabytes())
    drawn = time.perf_counter() - start
    memory = None
    if None not in held:
        settled = held[len(held) // 10]  # after a tenth of them
        memory = {"settled": settled, "end": held[-1], "peak": max(held)}
    figures = {
        "seconds_to_read": read,
        "pictures_drawn_per_second": len(batches) * batches.batch_size / drawn,
        "megabytes": memory,
    }
    print(json.dumps(figures))


def megabytes() -> float | None:
    """What this process itself holds in memory, without files that the system keeps at hand.

    None where the system does not tell.
    """
    path = Path("/proc/self/status")
    if not path.exists():
        return None
    status = path.read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
