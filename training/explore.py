"""A data set -> a folder of pictures to look at before training, gathered in one page."""

from pathlib import Path

import numpy as np

from training.datasets.findings import count_sentences, duplicate_sentences, folder_sentences
from training.datasets.splits import Split, digests, hold_out
from training.datasets.table import DataSet
from training.errors import UserError
from training.files import replaced
from training.recipe import Recipe
from training.report.page import Section, write_page
from training.report.plots import plot_brightness, plot_counts, plot_sizes
from training.report.sheets import write_sheet

SAMPLES, COLUMNS = 20, 10  # pictures of each class, and how many side by side
AUGMENTED = 8  # pictures, and epochs, that --augmented shows
MEASURED = 5000  # pictures, of all classes, whose brightness is looked at


def explore(data: DataSet, recipe: Recipe, folder: Path, augmented: bool) -> tuple[Path, list[str]]:
    """Write sheets, plots and `index.html` into `folder`, whole or not at all.

    augmented: show what training sees as well. Returns the page, and what a maker should know.
    Raises UserError if `folder` holds something else.
    """
    if folder.exists() and not is_page(folder):
        raise UserError(f"{folder} holds something else. Name another folder with --output.")
    training, validation = hold_out(data.training(), recipe.validation, recipe.seed)
    splits = {"training": training, "validation": validation, "test": data.test()}
    found = sentences(data, splits)
    with replaced(folder) as beside:
        beside.mkdir()
        sections = [
            Section("Findings", tuple(found)),
            counts(data.classes, splits, beside),
            *sizes(data, training, beside),
            brightness(data.classes, splits, beside),
            *(seen_in_training(training, len(data.classes), recipe, beside) if augmented else []),
            *samples(data.classes, training, beside),
        ]
        write_page(beside / "index.html", f"The pictures of {recipe.data}", sections)
    return folder / "index.html", found


def is_page(folder: Path) -> bool:
    """Whether a folder holds what this module writes into one, and nothing else."""
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return "index.html" in names and all(name.endswith((".html", ".png")) for name in names)


def sentences(data: DataSet, splits: dict[str, Split]) -> list[str]:
    """What a maker should know."""
    if data.folder:
        return folder_sentences(data.folder)
    known = np.concatenate([splits[name].labels for name in ("training", "validation")])
    learned = digests(splits["training"].pictures) + digests(splits["validation"].pictures)
    return [
        *count_sentences(data.classes, known),
        *duplicate_sentences(learned, digests(splits["test"].pictures)),
    ]


def counts(classes: list[str], splits: dict[str, Split], folder: Path) -> Section:
    """How many pictures each class has in each split."""
    table = {
        name: np.bincount(split.labels, minlength=len(classes)) for name, split in splits.items()
    }
    plot_counts(classes, table, folder / "classes.png")
    rows = [
        (name, *(int(counts[label]) for counts in table.values()))
        for label, name in enumerate(classes)
    ]
    total = ("all", *(int(counts.sum()) for counts in table.values()))
    return Section("Classes", (), folder / "classes.png", (("class", *table), *rows, total))


def sizes(data: DataSet, training: Split, folder: Path) -> list[Section]:
    """How large the files are; nothing to plot where all are of one size."""
    side = training.pictures.shape[1]
    if not data.folder:
        return [Section("Sizes", (f"Every picture is {side} by {side} pixels.",))]
    both = np.concatenate([data.folder.training_files.sizes, data.folder.test_files.sizes])
    plot_sizes(both, folder / "sizes.png")
    rows = [
        (name, *(int(pick(both[:, axis])) for pick in (np.min, np.median, np.max)))
        for axis, name in enumerate(("width", "height"))
    ]
    small = int((both.min(axis=1) < side).sum())
    line = f"The network sees the centre square of each, {side} by {side} pixels."
    lines = (line, f"{small} pictures are smaller than that.") if small else (line,)
    table = (("pixels", "least", "median", "most"), *rows)
    return [Section("Sizes", lines, folder / "sizes.png", table)]


def brightness(classes: list[str], splits: dict[str, Split], folder: Path) -> Section:
    """How bright pictures are, 0 to 255, by split and by class."""
    measured = {name: measure(split) for name, split in splits.items() if len(split)}
    by_split = {name: means for name, (means, _) in measured.items()}
    means, labels = measured["training"]
    by_class = {name: means[labels == label] for label, name in enumerate(classes)}
    plot_brightness(by_split, by_class, folder / "brightness.png")
    rows = [
        (name, *(f"{pick(values):.0f}" for pick in (np.mean, np.std, np.min, np.max)))
        for name, values in by_split.items()
    ]
    head = ("split", "mean", "deviation", "darkest", "brightest")
    return Section("Brightness", (), folder / "brightness.png", (head, *rows))


def measure(split: Split) -> tuple[np.ndarray, np.ndarray]:
    """The mean value and the label of some pictures, float64 [n] and int64 [n]."""
    chosen = evenly(len(split), MEASURED)
    return np.array([split.pictures[index].mean() for index in chosen]), split.labels[chosen]


def evenly(count: int, most: int) -> np.ndarray:
    """At most `most` of `count` indices, as far apart as can be."""
    return np.linspace(0, count - 1, min(count, most)).astype(int)


def samples(classes: list[str], training: Split, folder: Path) -> list[Section]:
    """A sheet of training pictures for each class."""
    sections = []
    for label, name in enumerate(classes):
        mine = np.flatnonzero(training.labels == label)
        chosen = mine[evenly(len(mine), SAMPLES)]
        path = folder / f"samples-{label:03}.png"
        write_sheet([training.pictures[index] for index in chosen], path, COLUMNS)
        sections.append(Section(name, (f"{len(mine)} training pictures.",), path))
    return sections


def seen_in_training(training: Split, classes: int, recipe: Recipe, folder: Path) -> list[Section]:
    """A few pictures as they are, in the first row, and below as epoch after epoch sees them."""
    from training.datasets.batches import TrainingBatches

    batches = TrainingBatches(training, classes, recipe)
    chosen = evenly(len(training), AUGMENTED)
    rows = [training.pictures[chosen]]
    for epoch in evenly(recipe.epochs, AUGMENTED):
        batches.start_epoch(int(epoch))
        rows.append([fitted(picture, rows[0]) for picture in batches.augmented(chosen, 0)])
    path = folder / "augmented.png"
    write_sheet([picture for row in rows for picture in row], path, len(chosen))
    line = (
        "The first row is as the files are, the others as epochs from the first to the last see it."
    )
    return [Section("What training sees", (line,), path)]


def fitted(picture: np.ndarray, originals: np.ndarray) -> np.ndarray:
    """A smaller cut in the middle of a grey square as large as the originals."""
    side, room = originals.shape[1], (originals.shape[1] - len(picture)) // 2
    framed = np.full((side, side, 3), 128, "uint8")
    framed[room : room + len(picture), room : room + len(picture)] = picture
    return framed
