"""Writing files so that a reader never meets half of one."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write a file or folder to, and swap it in when all went well.

    The temporary name keeps the suffix, by which Keras and Matplotlib choose the format, and is
    another one in each process, for two may write the same.
    """
    beside = path.with_name(f".{path.stem}.writing-{os.getpid()}{path.suffix}")
    remove(beside)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield beside
        if path.is_dir():
            # A folder cannot be renamed over another, so the old one steps aside first.
            old = path.with_name(f".{path.name}.old")
            remove(old)
            path.rename(old)
            beside.rename(path)
            remove(old)
        else:
            beside.replace(path)
    finally:
        remove(beside)


def remove(path: Path) -> None:
    """Delete a file or folder if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_json(path: Path, value) -> None:
    """Write readable JSON whole or not at all."""
    with replaced(path) as beside:
        beside.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_json(path: Path):
    """Read a JSON file as Python values."""
    return json.loads(path.read_text(encoding="utf-8"))
