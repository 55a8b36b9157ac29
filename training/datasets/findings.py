"""What a maker should know of a data set before training on it, in sentences."""

from collections.abc import Sequence

import numpy as np

IMBALANCE = 2  # times as many pictures of one class as of another
NAMED = 10  # files named one by one; of the others only the number is told


def count_sentences(classes: list[str], labels: np.ndarray) -> list[str]:
    """How many pictures there are, and whether some classes have far more than others.

    labels: those of the training pictures, int64 [n].
    """
    counts = np.bincount(labels, minlength=len(classes))
    most, least = int(counts.argmax()), int(counts.argmin())
    sentences = [f"{len(labels)} pictures of {len(classes)} classes to train and validate on."]
    if counts[most] >= IMBALANCE * counts[least]:
        sentences.append(
            f"The classes are uneven: {counts[most]} pictures of {classes[most]}, {counts[least]} "
            f"of {classes[least]}. class_weights = true in the recipe lets them count the same."
        )
    return sentences


def skipped_sentences(skipped: Sequence[str]) -> list[str]:
    """Which files could not be read, and how many."""
    if not skipped:
        return []
    more = [f"and {len(skipped) - NAMED} more."] if len(skipped) > NAMED else []
    files = "1 file was" if len(skipped) == 1 else f"{len(skipped)} files were"
    return [f"{files} skipped:", *skipped[:NAMED], *more]


def duplicate_sentences(
    first: np.ndarray, second: np.ndarray, names: tuple[Sequence[str], Sequence[str]] | None = None
) -> list[str]:
    """Which pictures stand on both sides of a split, where the second asks what the first taught.

    first, second: `splits.digests` of training and test pictures; names: those of their files.
    """
    places = {digest: number for number, digest in enumerate(first)}
    shared = [(places[digest], number) for number, digest in enumerate(second) if digest in places]
    if not shared:
        return []
    pictures = "1 test picture is" if len(shared) == 1 else f"{len(shared)} test pictures are"
    sentences = [f"{pictures} in the training pictures too, value for value."]
    if names:
        pairs = [f"{names[1][number]} is {names[0][place]}." for place, number in shared]
        more = [f"And {len(pairs) - NAMED} more."] if len(pairs) > NAMED else []
        sentences += [*pairs[:NAMED], *more]
    return sentences


def folder_sentences(folder) -> list[str]:
    """All of these for a `Folder`."""
    names = (folder.training_files.names, folder.test_files.names)
    return [
        *count_sentences(folder.classes, folder.training.labels),
        *skipped_sentences(folder.skipped),
        *duplicate_sentences(folder.training_files.digests, folder.test_files.digests, names),
    ]
