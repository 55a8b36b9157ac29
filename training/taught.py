"""Classes that a visitor taught the page, in the file that it saves. The twin of
web/src/rooms/teach/{taught-file,head}.js; tests/golden/head.json pins both.
"""

import base64
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.errors import UserError
from training.files import read_json
from training.runners import Outputs, Runner

KIND = "taught classes"
FORMAT = 1


@dataclass(frozen=True)
class Taught:
    """What is put upon a model so that it tells other classes apart."""

    base: str  # name of the model
    base_weights: list[str]  # SHA-256 of its weight files
    names: list[str]
    weights: np.ndarray  # [classes, features + 1], the bias last
    examples: np.ndarray  # [n, features], each of length 1
    threshold: float  # below this confidence it is none of the classes


def read_taught(path: Path) -> Taught:
    """Read a file that the page's room 'Teach it' saved.

    Raises UserError if it is no such file, or teaches fewer than two classes.
    """
    try:
        content = read_json(path)
        if (content["kilas"], content["format"]) != (KIND, FORMAT):
            raise ValueError(f"not format {FORMAT}")
        classes = content["classes"]
        if content["threshold"] is None:
            raise UserError(f"{path} teaches fewer than two classes. Teach it more on the page.")
        examples = [decode(example["embedding"]) for own in classes for example in own["examples"]]
        return Taught(
            base=content["base"]["name"],
            base_weights=content["base"]["weights"],
            names=[own["name"] for own in classes],
            weights=np.array([own["weights"] for own in classes], "float64"),
            examples=to_unit(np.stack(examples)),
            threshold=content["threshold"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path} is no file of taught classes, or damaged ({error!r}).") from error


def base_name(models: Path, taught: Taught, path: Path) -> str:
    """The model under `models` with the weights that the classes were taught upon.

    Raises UserError if there is none.
    """
    for name in read_json(models / "index.json")["models"]:
        files = read_json(models / name / "metadata.json")["files"]
        weights = [file["sha256"] for file in files if file["path"].endswith(".bin")]
        if weights == taught.base_weights:
            return name
    raise UserError(
        f"{path} was taught upon '{taught.base}', and no model in {models} has its weights "
        f"({' '.join(taught.base_weights)[:12]}...)."
    )


def add_head(run: Runner, taught: Taught) -> Runner:
    """The model with the taught classes in the place of its own."""

    def run_taught(pictures: np.ndarray) -> Outputs:
        return answer(taught, run(pictures)["embedding"])

    return run_taught


def answer(taught: Taught, embeddings: np.ndarray) -> Outputs:
    """Probabilities [n, classes], and the nearness to the nearest example as confidence [n]."""
    rows = to_unit(embeddings)
    scores = rows @ taught.weights[:, :-1].T + taught.weights[:, -1]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return {
        "probabilities": powers / powers.sum(axis=1, keepdims=True),
        "confidence": (rows @ taught.examples.T).max(axis=1),
    }


def to_unit(embeddings: np.ndarray) -> np.ndarray:
    """Embeddings [n, features] as float64 of length 1; zeros stay zeros."""
    rows = embeddings.astype("float64")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths == 0, 1, lengths)


def decode(text: str) -> np.ndarray:
    """A float32 vector, little endian, in base64."""
    return np.frombuffer(base64.b64decode(text, validate=True), "<f4")
