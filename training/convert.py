"""A finished run in every format that leaves Python, each measured on the test pictures."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from training import formats
from training.backend import keras
from training.datasets.splits import Split
from training.export import picture_rules
from training.files import read_json, remove, replaced, write_json
from training.report.evaluation import report
from training.run import Run
from training.runners import Outputs, Runner, load

BLOCK = 100  # pictures at a time
TIMED = 20  # pictures, one at a time

# In the order in which they are written: the later ones are made from the SavedModel.
FILES = {
    "Keras": "model.keras",
    "SavedModel": "saved_model",
    "TFLite float32": "model-float32.tflite",
    "TFLite float16": "model-float16.tflite",
    "TFLite int8": "model-int8.tflite",
    "TensorFlow.js float32": "tfjs-float32",
    "TensorFlow.js float16": "tfjs-float16",
    "TensorFlow.js uint8": "tfjs-uint8",
}


@dataclass(frozen=True)
class Measured:
    """A format on the test pictures.

    drop: how much accuracy it loses against the model as it was trained; agreement: how often both
    have the same class on top; both are shares. milliseconds: the median for one picture.
    """

    format: str
    bytes: int
    accuracy: float
    drop: float
    agreement: float
    milliseconds: float
    kept: bool


def convert(run: Run, test: Split, pictures: np.ndarray, limit: float) -> list[Measured]:
    """Write every format into the run's folder `formats`, read each back, and measure it.

    pictures: some training pictures, by which int8 chooses its ranges. A format whose accuracy
    drops by more than `limit` is not kept. What was measured becomes `formats/formats.json`, and a
    section of the run's `evaluation.html` if there is one.
    """
    trained, model, names = run.model(), run.deployed(), run.class_names()

    def as_trained(block: np.ndarray) -> Outputs:
        return {"probabilities": trained.predict_on_batch(block)[:, : len(names)]}

    expected = scores(as_trained, test).argmax(axis=1)
    rows = [measure("as trained", run.model_path, as_trained, expected, expected, test, limit)]
    with replaced(run.formats_path) as folder, progress() as bar:
        folder.mkdir()
        for name in bar.track(FILES, description="converting"):
            path = folder / FILES[name]
            write(model, name, folder, pictures)
            runner = load(path)
            found = scores(runner, test)
            if name == "Keras":
                of_keras = found
            rows.append(measure(name, path, runner, found.argmax(axis=1), expected, test, limit))
        for row in rows[1:]:
            if not row.kept:
                remove(folder / FILES[row.format])
        write_json(folder / "metadata.json", metadata(run, test.pictures.shape[1]))
        write_json(folder / "formats.json", [asdict(row) for row in rows])
    if run.metrics_path.exists():
        report(run.folder, read_json(run.metrics_path), names, test, of_keras)
    return rows


def progress() -> Progress:
    """A bar that counts formats."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), transient=True)


def write(model: keras.Model, name: str, folder: Path, pictures: np.ndarray) -> None:
    """Write one of the formats to its place in a folder."""
    path, saved_model = folder / FILES[name], folder / FILES["SavedModel"]
    numbers = name.rsplit(" ", 1)[-1]
    if path.suffix == ".keras":
        model.save(path)
    elif path == saved_model:
        formats.write_saved_model(model, path)
    elif path.suffix == ".tflite":
        formats.write_tflite(saved_model, path, numbers, pictures)
    else:
        formats.write_tfjs(saved_model, path, list(model.output), numbers)


def scores(runner: Runner, test: Split) -> np.ndarray:
    """What a format gives each class of each test picture: float [n, classes]."""
    return np.concatenate(
        [
            runner(test.pictures[start : start + BLOCK].astype("float32"))["probabilities"]
            for start in range(0, len(test), BLOCK)
        ]
    )


def measure(
    name: str,
    path: Path,
    runner: Runner,
    answers: np.ndarray,
    expected: np.ndarray,
    test: Split,
    limit: float,
) -> Measured:
    """Compare the answers of a format with those of the model as it was trained, both int64 [n]."""
    accuracy = float((answers == test.labels).mean())
    drop = float((expected == test.labels).mean()) - accuracy
    return Measured(
        format=name,
        bytes=size_on_disk(path),
        accuracy=accuracy,
        drop=drop,
        agreement=float((answers == expected).mean()),
        milliseconds=milliseconds(runner, test.pictures[:1].astype("float32")),
        kept=drop <= limit,
    )


def size_on_disk(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def milliseconds(runner: Runner, picture: np.ndarray) -> float:
    """The median time of one picture, after a first that does not count."""
    times = []
    for _ in range(TIMED + 1):
        start = time.perf_counter()
        runner(picture)
        times.append(time.perf_counter() - start)
    return 1000 * float(np.median(times[1:]))


def metadata(run: Run, size: int) -> dict:
    """What the answers of every format mean, for `predict` and for other people's programs."""
    calibration = run.calibration()
    return {
        **run.classes(),
        "input": picture_rules(size),
        "threshold": calibration.threshold,
        "temperature": calibration.temperature,
    }
