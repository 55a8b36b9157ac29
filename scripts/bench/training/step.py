"""One training step: ours and PyTorch's, in turn, each in a process of its own that stays warm."""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from bench.training.document import ROOT
from bench.training.peer import prepare_peer

RECIPE = "cifar10-base"
ROUNDS = {"full": 8, "quick": 1}
STEPS = {"full": 6, "quick": 2}
BATCH = {"full": 512, "quick": 16}


class Worker:
    """A process that carries out orders: a line of JSON for each, answered by another."""

    def __init__(self, python: Path | str, module: str, batch: int):
        command = [str(python), "-m", f"bench.training.{module}", RECIPE, str(batch)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts")])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.about = self.answer()

    def ask(self, **order) -> dict:
        """Give an order and wait for the answer."""
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict:
        """The next line; RuntimeError if the process has ended."""
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(self.process.args)} ended: {self.process.wait()}")
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait()


def measure(quick: bool, alone: bool) -> dict:
    """Pictures per second of each by round, their ratios, and the share of a matrix product."""
    size = "quick" if quick else "full"
    ours = Worker(sys.executable, "ours", BATCH[size])
    peer = None if alone else Worker(prepare_peer(), "pytorch", BATCH[size])
    rates = {"augmented": [], "ready": []} | ({} if alone else {"pytorch": []})
    matrix = []
    try:
        for _ in range(ROUNDS[size]):
            steps = STEPS[size]
            rates["augmented"].append(ours.ask(steps=steps, augmented=True)["rate"])
            if peer:
                rates["pytorch"].append(peer.ask(steps=steps)["rate"])
            rates["ready"].append(ours.ask(steps=steps, augmented=False)["rate"])
            matrix.append(ours.ask(matrix=True))
    finally:
        for worker in filter(None, (ours, peer)):
            worker.close()
    best = {kind: max(row[kind] for row in matrix) for kind in matrix[0]}
    median = {name: statistics.median(values) for name, values in rates.items()}
    operations = 6 * ours.about["multiply_adds"]  # two a multiply-add, three passes
    figures = {
        "batch": BATCH[size],
        "about": {"ours": ours.about, **({} if alone else {"pytorch": peer.about})},
        "rates": rates,
        "matrix_gflops": best,
        "step_gflops": median["ready"] * operations / 1e9,
        "share_of_matrix_product": median["ready"] * operations / 1e9 / max(best.values()),
        "share_waiting_for_data": max(0.0, 1 - median["augmented"] / median["ready"]),
    }
    if alone:
        return figures
    by_round = {
        "images_per_second_ratio": ratio(rates["augmented"], rates["pytorch"]),
        "images_per_second_ratio_without_augmentation": ratio(rates["ready"], rates["pytorch"]),
    }
    ratios = {name: statistics.median(values) for name, values in by_round.items()}
    return {**figures, "ratio_by_round": by_round, "ratios": ratios}


def ratio(ours: list[float], theirs: list[float]) -> list[float]:
    """Ours over theirs, round by round: both met the same machine in a round."""
    return [a / b for a, b in zip(ours, theirs, strict=True)]
