"""Plots of a run. Each function writes one PNG."""

from pathlib import Path

import matplotlib
import numpy as np

from training.files import replaced

matplotlib.use("Agg")
import matplotlib.pyplot as plt

NUMBERED = 20  # classes up to which a confusion matrix has room for numbers


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


def plot_counts(classes: list[str], counts: dict[str, np.ndarray], path: Path) -> None:
    """Pictures of each class; counts: by split, int [classes]."""
    figure, axis = plt.subplots(figsize=(8, 1 + 0.25 * len(classes)), layout="constrained")
    before = np.zeros(len(classes), int)
    for split, values in counts.items():
        axis.barh(classes, values, left=before, label=split)
        before = before + values
    axis.invert_yaxis()
    axis.margins(y=0.01)
    axis.set(xlabel="pictures")
    figure.legend(loc="outside upper center", ncols=len(counts))
    save(figure, path)


def plot_sizes(sizes: np.ndarray, path: Path) -> None:
    """Width and height of picture files, int [n, 2]."""
    figure, axis = plt.subplots(figsize=(6, 5), layout="constrained")
    axis.scatter(*sizes.T, s=12, alpha=0.3)
    axis.set(xlabel="width in pixels", ylabel="height in pixels", xlim=(0, None), ylim=(0, None))
    axis.grid(alpha=0.3)
    save(figure, path)


def plot_brightness(
    by_split: dict[str, np.ndarray], by_class: dict[str, np.ndarray], path: Path
) -> None:
    """Mean values of pictures, 0 to 255: how often they occur in each split, and in each class."""
    height = max(4, 1 + 0.25 * len(by_class))
    figure, axes = plt.subplots(1, 2, figsize=(11, height), layout="constrained")
    for split, values in by_split.items():
        axes[0].hist(values, 32, (0, 255), density=True, histtype="step", label=split)
    axes[0].set(xlabel="brightness", ylabel="share of pictures", yticks=[])
    axes[0].legend()
    axes[1].boxplot(
        list(by_class.values()),
        orientation="horizontal",
        tick_labels=list(by_class),
        showfliers=False,
    )
    axes[1].invert_yaxis()
    axes[1].set(xlabel="brightness", xlim=(0, 255))
    save(figure, path)


def plot_reliability(bins: list[dict], path: Path) -> None:
    """How often answers are right that are so and so sure; bins: of `calibrate.reliability`."""
    figure, axis = plt.subplots(figsize=(5, 5), layout="constrained")
    sure, right = ([row[key] for row in bins] for key in ("confidence", "accuracy"))
    share = np.array([row["pictures"] for row in bins]) / sum(row["pictures"] for row in bins)
    axis.plot([0, 1], [0, 1], "--", color="grey", label="perfect")
    axis.plot(sure, right, "-", color="C0")
    axis.scatter(sure, right, s=20 + 400 * share, color="C0", label="answers (area: how many)")
    axis.set(xlabel="probability of the answer", ylabel="share that is right")
    axis.set(xlim=(0, 1.02), ylim=(0, 1.02))
    axis.grid(alpha=0.3)
    axis.legend(loc="upper left")
    save(figure, path)


def plot_comparison(histories: dict[str, list[dict[str, float]]], path: Path) -> None:
    """Loss and accuracy by epoch, a colour for each run: training dashed, validation solid."""
    figure, axes = plt.subplots(1, 2, figsize=(12, 5), layout="constrained")
    for axis, figure_name in zip(axes, ("loss", "accuracy"), strict=True):
        for number, (run, history) in enumerate(histories.items()):
            epochs = [row["epoch"] for row in history]
            for key, label, line in (
                (figure_name, "training", "--"),
                (f"val_{figure_name}", "validation", "-"),
            ):
                if key in history[0]:
                    values = [row[key] for row in history]
                    axis.plot(epochs, values, line, color=f"C{number}", label=f"{run}, {label}")
        axis.set(xlabel="epoch", ylabel=figure_name)
        axis.grid(alpha=0.3)
        axis.legend(fontsize="small")
    save(figure, path)


def plot_confusion(confusion: np.ndarray, classes: list[str], path: Path) -> None:
    """Rows are the true classes, columns the answers; confusion: int [classes, classes]."""
    side = max(8, 2 + 0.2 * len(classes))
    figure, axis = plt.subplots(figsize=(side, side - 1), layout="constrained")
    share = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)
    axis.imshow(share, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(confusion):
        if count and len(classes) <= NUMBERED:
            colour = "white" if share[row, column] > 0.5 else "black"
            axis.text(column, row, count, ha="center", va="center", color=colour, fontsize=9)
    size = 10 if len(classes) <= NUMBERED else 7
    axis.set_xticks(range(len(classes)), classes, rotation=45, ha="right", fontsize=size)
    axis.set_yticks(range(len(classes)), classes, fontsize=size)
    axis.set(xlabel="answer", ylabel="truth")
    save(figure, path)


def save(figure, path: Path) -> None:
    """Write a figure whole or not at all, and free it."""
    with replaced(path) as beside:
        figure.savefig(beside, dpi=120)
    plt.close(figure)
