"""Plots of a run. Each function writes one PNG."""

from pathlib import Path

import matplotlib
import numpy as np

from training.files import replaced

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def plot_history(history: list[dict[str, float]], path: Path) -> None:
    """Loss and accuracy by epoch, for training and, where there is one, validation."""
    figure, axes = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    epochs = [row["epoch"] for row in history]
    for axis, figure_name in zip(axes, ("loss", "accuracy"), strict=True):
        for key, label in ((figure_name, "training"), (f"val_{figure_name}", "validation")):
            if key in history[0]:
                axis.plot(epochs, [row[key] for row in history], label=label)
        axis.set(xlabel="epoch", ylabel=figure_name)
        axis.grid(alpha=0.3)
        axis.legend()
    save(figure, path)


def plot_confusion(confusion: np.ndarray, classes: list[str], path: Path) -> None:
    """Rows are the true classes, columns the answers; confusion: int [classes, classes]."""
    figure, axis = plt.subplots(figsize=(8, 7), layout="constrained")
    share = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)
    axis.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(confusion):
        if count:
            colour = "white" if share[row, column] > 0.5 else "black"
            axis.text(column, row, count, ha="center", va="center", color=colour, fontsize=9)
    axis.set_xticks(range(len(classes)), classes, rotation=45, ha="right")
    axis.set_yticks(range(len(classes)), classes)
    axis.set(xlabel="answer", ylabel="truth")
    save(figure, path)


def save(figure, path: Path) -> None:
    """Write a figure whole or not at all, and free it."""
    with replaced(path) as beside:
        figure.savefig(beside, dpi=120)
    plt.close(figure)
