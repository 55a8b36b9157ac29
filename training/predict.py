"""Pictures -> answers in the terminal, by the shipped `model.tflite` and without TensorFlow."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.datasets.picture import read_picture, to_tensor
from training.errors import UserError
from training.files import read_json
from training.quiet import silent_stderr

Outputs = dict[str, np.ndarray]


@dataclass(frozen=True)
class Model:
    """A model under web/model/: its metadata and a function from pictures to named outputs."""

    metadata: dict
    run: Callable[[np.ndarray], Outputs]


def load_model(models: Path, name: str | None) -> Model:
    """Load web/model/<name>, or the default of its index.json when `name` is None.

    Raises UserError naming what is missing or damaged, and the models there are.
    """
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
        return Model(metadata, load_interpreter(models / name / "model.tflite"))
    except (OSError, ValueError) as error:
        raise UserError(f"The model in {models / name} is damaged ({error}).") from error


def load_interpreter(path: Path) -> Callable[[np.ndarray], Outputs]:
    """A `model.tflite` as a function: float32 [n, size, size, 3] in 0 to 255 -> named outputs."""
    with silent_stderr():
        from ai_edge_litert.interpreter import Interpreter

        interpreter = Interpreter(model_path=str(path))
        interpreter.allocate_tensors()  # now, since the first time prints a line
        runner = interpreter.get_signature_runner("serve")
    return lambda pictures: runner(image=pictures)


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
    tensor = to_tensor(pixels, model.metadata["input"]["size"])
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
