"""What `evaluate` measured, to look at: runs/<name>/evaluation.html and its pictures."""

from pathlib import Path

import numpy as np

from training.datasets.splits import Split
from training.files import read_json, remove
from training.report.formats import as_cells
from training.report.page import Section, write_page
from training.report.plots import plot_confusion, plot_reliability
from training.report.sheets import write_sheet

MISTAKES, COLUMNS = 40, 8
CAPTION = 15  # letters that fit below a picture


def report(
    folder: Path, metrics: dict, classes: list[str], test: Split, probabilities: np.ndarray
) -> None:
    """Draw confusion matrix, calibration curve and mistakes, and gather them in one page.

    If `convert` has run, so that there is a `formats/formats.json`, the page has its table as well.
    probabilities: float [n, classes] for the pictures of `test`.
    """
    confusion, curve = folder / "confusion.png", folder / "reliability.png"
    plot_confusion(np.array(metrics["confusion"]), classes, confusion)
    plot_reliability(metrics["reliability"], curve)
    error = f"Expected calibration error: {metrics['expected_calibration_error']:.2%}."
    sections = [
        Section("Figures", table=figures(metrics)),
        Section("By class", table=by_class(metrics)),
        Section("Confusion matrix", ("Rows are what is shown, columns the answers.",), confusion),
        Section("Calibration", (error,), curve),
        *formats(folder / "formats" / "formats.json"),
        *mistakes(classes, test, probabilities, folder / "mistakes.png"),
    ]
    write_page(folder / "evaluation.html", f"Test of {folder.name}", sections)


def figures(metrics: dict) -> tuple[tuple, ...]:
    """The figures of the whole test."""
    names = {"accuracy": "accuracy", "top5_accuracy": "right class among the five likeliest"}
    shares = [(name, f"{metrics[key]:.2%}") for key, name in names.items() if key in metrics]
    macro = [
        (f"mean {key} of the classes", f"{value:.2%}") for key, value in metrics["macro"].items()
    ]
    origin = [(key, metrics[key]) for key in ("command", "commit", "seed", "hardware", "date")]
    return (
        ("figure", "value"),
        *shares,
        *macro,
        ("loss", f"{metrics['loss']:.4f}"),
        ("rejected as none of the classes", f"{metrics['rejected']:.2%}"),
        ("test pictures", metrics["test_pictures"]),
        *origin,
    )


def by_class(metrics: dict) -> tuple[tuple, ...]:
    """Precision, recall and F1 of each class, the worst first."""
    rows = sorted(metrics["per_class"].items(), key=lambda item: item[1]["f1"])
    return (
        ("class", "precision", "recall", "F1", "test pictures"),
        *(
            (name, *(f"{row[key]:.1%}" for key in ("precision", "recall", "f1")), row["pictures"])
            for name, row in rows
        ),
    )


def formats(path: Path) -> list[Section]:
    """How each format does that the run was converted to, if it was."""
    if not path.exists():
        return []
    line = (
        "Each was read back from disk. Drop and agreement are against the model as it was trained."
    )
    return [Section("Formats", (line,), table=as_cells(read_json(path)))]


def mistakes(
    classes: list[str], test: Split, probabilities: np.ndarray, path: Path
) -> list[Section]:
    """A sheet of the wrong answers that were given with the highest probability."""
    remove(path)
    answers, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    wrong = np.flatnonzero(answers != test.labels)
    worst = wrong[np.argsort(-sure[wrong], kind="stable")][:MISTAKES]
    if not len(worst):
        return [Section("Mistakes", ("There are none.",))]
    captions = []
    for index in worst:
        answer = f"{sure[index]:.0%} {classes[answers[index]]}"
        captions.append(f"{classes[test.labels[index]][:CAPTION]}\n{answer[:CAPTION]}")
    write_sheet([test.pictures[index] for index in worst], path, COLUMNS, captions)
    lines = (
        f"{len(wrong)} of {len(test)} answers are wrong. These {len(worst)} are the surest of "
        "them: above what is shown, below what was answered, and how surely.",
    )
    return [Section("Mistakes", lines, path)]
