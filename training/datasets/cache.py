"""Picture files -> the tensors that the model sees, decoded once and kept on disk."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from training.datasets.picture import read_picture, to_tensor
from training.datasets.splits import digests
from training.datasets.stored import StoredPictures
from training.errors import UserError
from training.files import read_json, replaced, write_json

BLOCK = 256  # pictures in memory at once
VERSION = 2  # of what is kept; another one lets everything be decoded anew


@dataclass(frozen=True)
class Decoded:
    """The pictures that could be read.

    kept: their places among the files, int64 [n]; sizes: int64 [n, 2], their width and height
    before they were shrunk; digests: text [n], the same for pictures that became the same;
    skipped: for each other file a sentence that says why.
    """

    kept: np.ndarray
    pictures: StoredPictures
    sizes: np.ndarray
    digests: np.ndarray
    skipped: list[str]


def decoded(root: Path, files: Sequence[str], size: int, cache: Path) -> Decoded:
    """The pictures `files` (paths below `root`) at `size`, from the folder `cache` if it has them.

    A file that was changed, added or removed since makes it read all of them again. The cache is
    written whole or not at all. Raises UserError if it cannot be written.
    """
    state = fingerprint(root, files, size)
    if not (cache / "index.json").exists() or read_json(cache / "index.json")["state"] != state:
        try:
            with replaced(cache) as beside:
                write(root, files, size, state, beside)
        except OSError as error:
            raise UserError(
                f"The decoded pictures cannot be kept in {cache} ({error.strerror}). Name a folder "
                "with room for them with KILAS_DATA."
            ) from error
    index = read_json(cache / "index.json")
    kept, sizes, names = (np.array(index[key]) for key in ("kept", "sizes", "digests"))
    pictures = StoredPictures.open(cache / "pictures.bin", len(kept), size)
    return Decoded(kept, pictures, sizes, names, index["skipped"])


def fingerprint(root: Path, files: Sequence[str], size: int) -> str:
    """Changes when a file changes, comes or goes."""
    digest = hashlib.sha256(f"{VERSION} {size}".encode())
    for name in files:
        status = (root / name).stat()
        line = f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n"
        digest.update(os.fsencode(line))
    return digest.hexdigest()


def write(root: Path, files: Sequence[str], size: int, state: str, folder: Path) -> None:
    """Decode every file into `folder`: `pictures.bin`, and what it holds in `index.json`.

    Raises UserError if none of them is a picture.
    """
    folder.mkdir()
    index = {"state": state, "kept": [], "sizes": [], "digests": [], "skipped": []}
    answers = read_all([root / name for name in files], size)
    with (folder / "pictures.bin").open("wb") as file:
        for number, answer in enumerate(answers):
            if isinstance(answer, UserError):  # whose file's name need not be valid text
                sentence = str(answer).encode("utf-8", "backslashreplace").decode()
                index["skipped"].append(sentence)
                continue
            tensor, width_and_height = answer
            file.write(tensor.tobytes())
            index["kept"].append(number)
            index["sizes"].append(width_and_height)
            index["digests"] += digests([tensor])
    if not index["kept"]:
        reason = index["skipped"][0] if index["skipped"] else "there are no files in them."
        raise UserError(f"The folders in {root} hold no picture that can be read: {reason}")
    write_json(folder / "index.json", index)


def read_all(
    paths: Sequence[Path], size: int
) -> Iterator[tuple[np.ndarray, list[int]] | UserError]:
    """Decode with all cores, block by block, with a progress bar; the answers come in order."""
    columns = (TextColumn("reading pictures"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, TimeRemainingColumn(), transient=True)
    with bar, ThreadPoolExecutor(os.cpu_count()) as pool:  # decoding leaves Python's lock alone
        task = bar.add_task("", total=len(paths))
        for start in range(0, len(paths), BLOCK):
            block = paths[start : start + BLOCK]
            for answer in pool.map(lambda path: read_one(path, size), block):
                bar.advance(task)
                yield answer


def read_one(path: Path, size: int) -> tuple[np.ndarray, list[int]] | UserError:
    """One picture, uint8 [size, size, 3], with its width and height; or why there is none."""
    try:
        pixels = read_picture(path)
    except UserError as error:
        return error
    return np.rint(to_tensor(pixels, size)).astype("uint8"), [pixels.shape[1], pixels.shape[0]]
