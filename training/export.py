"""A finished run -> web/model/<name>/: what the page and `predict` load."""

import base64
import hashlib
import json
import re
import tempfile
from pathlib import Path

import jsonschema
import numpy as np

from training import formats
from training.backend import keras
from training.calibrate import Calibration
from training.datasets.generated import generated_pictures
from training.datasets.picture import BACKGROUND
from training.errors import UserError
from training.files import read_json, replaced, write_json
from training.provenance import ROOT
from training.run import Run
from training.runners import Outputs, load_tfjs, load_tflite, tensor_names

MODELS = ROOT / "web" / "model"
SCHEMA = MODELS / "metadata.schema.json"

NAME = "[a-z0-9][a-z0-9-]*"  # a folder, an address, and what the schema allows
AGREEMENT = 1e-4  # most that a format may differ from Keras in any probability or confidence
PAGE_TOLERANCE = 0.01  # most that a browser may differ: some graphics chips compute in 16 bits


def export(
    run: Run, name: str, pictures: np.ndarray, models: Path = MODELS, first: bool = False
) -> Path:
    """Convert the model of a run, prove both formats against Keras, and swap the folder in.

    pictures: real ones to compare on, uint8 [n, size, size, 3]; first: whether the page shall
    begin with this model. Returns the folder, which then holds `model.json` and its shards,
    `model.tflite` and `metadata.json`.

    Raises UserError, leaving the published model as it was, for a name that no folder of the page
    has, or if a format disagrees with Keras.
    """
    if not re.fullmatch(NAME, name):
        raise UserError(
            f"'{name}' cannot be the name of a model: take lower-case letters, digits and hyphens."
        )
    calibration = run.calibration()
    model = run.deployed()
    with replaced(models / name) as folder, tempfile.TemporaryDirectory() as scratch:
        saved_model = Path(scratch) / "saved_model"
        formats.write_saved_model(model, saved_model)
        formats.write_tfjs(saved_model, folder, list(model.output))
        formats.write_tflite(saved_model, folder / "model.tflite")
        compare(model, folder, pictures.astype("float32"))
        write_json(folder / "metadata.json", metadata(run, name, model, calibration, folder))
    add_to_index(models, name, first)
    return models / name


def compare(model: keras.Model, folder: Path, pictures: np.ndarray) -> None:
    """Refuse formats that, read back from disk, answer otherwise than Keras does."""
    expected = model.predict(pictures, batch_size=500, verbose=0)
    readers = {
        "model.json": load_tfjs(folder),
        "model.tflite": load_tflite(folder / "model.tflite"),
    }
    for file, run in readers.items():
        difference = largest_difference(expected, run(pictures))
        if not difference <= AGREEMENT:
            raise UserError(
                f"{file} differs from Keras by {difference:.2g} on {len(pictures)} pictures "
                f"(allowed: {AGREEMENT:g}), so nothing was published."
            )


def largest_difference(expected: Outputs, actual: Outputs) -> float:
    """Over all outputs, relative to the largest value of each (probabilities reach 1)."""
    differences = [
        np.abs(values - actual[name]).max() / max(1.0, np.abs(values).max())
        for name, values in expected.items()
    ]
    return float(np.max(differences))  # the built-in max would lose a NaN


def metadata(
    run: Run, name: str, model: keras.Model, calibration: Calibration, folder: Path
) -> dict:
    """All that the page needs to know, checked against the schema that the page checks too."""
    size = model.input_shape[1]
    image, outputs = tensor_names(folder)
    page_files = sorted(path for path in folder.iterdir() if path.suffix in (".json", ".bin"))
    content = {
        "format": 1,
        "name": name,
        **run.classes(),
        "input": {"tensor": image, **picture_rules(size)},
        "outputs": outputs,
        "threshold": calibration.threshold,
        "temperature": calibration.temperature,
        "metrics": read_json(run.metrics_path) if run.metrics_path.exists() else None,
        "files": [describe(path) for path in page_files],
        "self_check": self_check(model, size),
    }
    jsonschema.validate(content, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return content


def picture_rules(size: int) -> dict:
    """How a picture becomes the tensor that the model takes; see datasets/picture.py."""
    return {
        "size": size,
        "crop": "center-square",
        "resize": "triangle",
        "background": list(BACKGROUND),
        "range": [0, 255],
    }


def describe(path: Path) -> dict:
    """Name, size and checksum of a file that the page loads."""
    data = path.read_bytes()
    return {"path": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def self_check(model: keras.Model, size: int, count: int = 4) -> dict:
    """Generated pictures with Keras's probabilities, by which a browser checks its backends."""
    pictures = generated_pictures(count, size)
    probabilities = model.predict(pictures.astype("float32"), verbose=0)["probabilities"]
    return {
        "tolerance": PAGE_TOLERANCE,
        "pictures": [
            {
                "pixels": base64.b64encode(picture.tobytes()).decode(),
                "probabilities": [round(float(value), 6) for value in row],
            }
            for picture, row in zip(pictures, probabilities, strict=True)
        ],
    }


def add_to_index(models: Path, name: str, first: bool = False) -> None:
    """List the model in index.json. The page begins with it if it is alone there, or `first`."""
    path = models / "index.json"
    index = read_json(path) if path.exists() else {"default": name, "models": []}
    if first:
        index["default"] = name
    index["models"] = sorted({*index["models"], name})
    write_json(path, index)
