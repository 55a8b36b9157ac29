"""Pictures -> answers in the terminal, by the shipped `model.tflite` and without TensorFlow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.datasets.picture import read_picture, to_tensor
from training.errors import UserError
from training.files import read_json
from training.runners import Runner, load, load_tflite
from training.taught import add_head, base_name, read_taught


@dataclass(frozen=True)
class Model:
    """metadata: what the answers mean, as in web/model/; run: pictures -> named outputs."""

    metadata: dict
    run: Runner


def load_model(models: Path, name: str | None) -> Model:
    """Load web/model/<name>, the default of its index.json for None, or the model at a path.

    A name with a slash or a dot is a path, of a `.json` with classes that the page was taught or
    of a converted model. Raises UserError naming what is missing or damaged, and
    the models there are.
    """
    if name and ("/" in name or "." in name):
        return load_taught(models, Path(name)) if name.endswith(".json") else load_path(Path(name))
    index_path = models / "index.json"
    try:
        index = read_json(index_path)
        name, known = name or index["default"], index["models"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{index_path} cannot be read ({error}). Export a model first.") from error
    if name not in known:
        raise UserError(f"There is no model '{name}'. Known models: {', '.join(known)}.")
    try:
        metadata = read_json(models / name / "metadata.json")
        return Model(metadata, load_tflite(models / name / "model.tflite"))
    except (OSError, ValueError) as error:
        raise UserError(f"The model in {models / name} is damaged ({error}).") from error


def load_taught(models: Path, path: Path) -> Model:
    """The classes in a file that the page saved, upon the model under `models` that it names."""
    taught = read_taught(path)
    base = load_model(models, base_name(models, taught, path))
    metadata = {
        "classes": [{"name": name} for name in taught.names],
        "input": base.metadata["input"],
        "threshold": taught.threshold,
    }
    return Model(metadata, add_head(base.run, taught))


def load_path(path: Path) -> Model:
    """A model in any format, with the `metadata.json` that lies in its folder or beside it."""
    if not path.exists():
        raise UserError(f"{path} does not exist. `convert` writes a run in every format.")
    metadata = path / "metadata.json"
    if not metadata.exists():
        metadata = path.with_name("metadata.json")
    if not metadata.exists():
        raise UserError(
            f"Beside {path} there is no metadata.json, which names its classes. "
            "`convert` writes both."
        )
    try:
        return Model(read_json(metadata), load(path))
    except Exception as error:  # the readers of the formats raise almost anything
        raise UserError(f"{path} cannot be read as a model ({error}).") from error


def predict(model: Model, files: Iterable[Path]) -> Iterator[dict]:
    """One dictionary a file, in order, as soon as it is known.

    Either `file`, `label`, `probability`, `confidence`, `rejected` and `predictions` (label and
    probability, best first), or `file` and `error`.
    """
    for file in files:
        try:
            yield {"file": str(file), **classify(model, read_picture(file))}
        except UserError as error:
            yield {"file": str(file), "error": str(error)}


def classify(model: Model, pixels: np.ndarray) -> dict:
    """The answer to one decoded picture, uint8 [height, width, 3]."""
    rules = model.metadata["input"]
    tensor = to_tensor(pixels, rules["size"], rules["resize"])
    outputs = model.run(tensor[None])
    labels = [entry["name"] for entry in model.metadata["classes"]]
    probabilities = outputs["probabilities"][0]
    best_first = np.argsort(-probabilities, kind="stable")
    confidence = float(outputs["confidence"][0])
    return {
        "label": labels[best_first[0]],
        "probability": float(probabilities[best_first[0]]),
        "confidence": confidence,
        "rejected": confidence < model.metadata["threshold"],
        "predictions": [
            {"label": labels[number], "probability": float(probabilities[number])}
            for number in best_first
        ],
    }
