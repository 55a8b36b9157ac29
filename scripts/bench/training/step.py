"""One training step: ours and PyTorch's, in turn, each in a process of its own that stays warm."""

import json
import os
import statistics
import subprocess
import sys
from collections import ChainMap
from pathlib import Path

from bench.training.document import ROOT
from bench.training.peer import prepare_peer
from training.recipe import load_recipe

# What the README trains, and the network that began with nothing; for each the name of its ratio.
RECIPES = {
    "cifar10-fast": "images_per_second_ratio",
    "cifar10-base": "images_per_second_ratio_from_scratch",
}
ROUNDS = {"full": 8, "quick": 1}
STEPS = {"full": 6, "quick": 2}
QUICK_BATCH = 16


class Worker:
    """A process that carries out orders: a line of JSON for each, answered by another."""

    def __init__(self, python: Path | str, module: str, recipe: str, batch: int):
        command = [str(python), "-m", f"bench.training.{module}", recipe, str(batch)]
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
    """The figures of each recipe, and all their ratios."""
    peer = None if alone else prepare_peer()
    figures = {name: compare(name, named, peer, quick) for name, named in RECIPES.items()}
    ratios = ChainMap(*(recipe.get("ratios", {}) for recipe in figures.values()))
    return {"recipes": figures, "ratios": dict(ratios)}


def compare(recipe: str, named: str, peer_python: Path | None, quick: bool) -> dict:
    """Pictures per second of each by round, their ratios, and the share of a matrix product.

    Raises RuntimeError if the two do not learn the same number of weights.
    """
    size = "quick" if quick else "full"
    batch = QUICK_BATCH if quick else load_recipe(recipe).batch_size
    ours = Worker(sys.executable, "ours", recipe, batch)
    peer = Worker(peer_python, "pytorch", recipe, batch) if peer_python else None
    about = {"ours": ours.about} | ({"pytorch": peer.about} if peer else {})
    if len({side["learned"] for side in about.values()}) > 1:
        raise RuntimeError(f"Not the same network: {about}")
    rates = {"augmented": [], "ready": []} | ({"pytorch": []} if peer else {})
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
    step_gflops = median["ready"] * ours.about["operations"] / 1e9
    figures = {
        "batch": batch,
        "about": about,
        "rates": rates,
        "matrix_gflops": best,
        "step_gflops": step_gflops,
        "share_of_matrix_product": step_gflops / max(best.values()),
        "share_waiting_for_data": max(0.0, 1 - median["augmented"] / median["ready"]),
    }
    if not peer:
        return figures
    by_round = {
        named: ratio(rates["augmented"], rates["pytorch"]),
        f"{named}_without_augmentation": ratio(rates["ready"], rates["pytorch"]),
    }
    ratios = {name: statistics.median(values) for name, values in by_round.items()}
    return {**figures, "ratio_by_round": by_round, "ratios": ratios}


def ratio(ours: list[float], theirs: list[float]) -> list[float]:
    """Ours over theirs, round by round: both met the same machine in a round."""
    return [a / b for a, b in zip(ours, theirs, strict=True)]
