"""Writes labelled pictures, and what the pipeline says of the shipped model on them.

    python tests/page/make_test_folder.py FOLDER

leaves FOLDER/things/<class>/*.png and expected.json beside `things`: the figures as
`evaluate` calls them.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "golden")]

from make_evaluation import measure  # noqa: E402  (after the path to it)

from training.datasets.generated import generated_pictures  # noqa: E402
from training.predict import classify, load_model  # noqa: E402

COUNT = 60


def main(folder: Path) -> None:
    """Every third picture is labelled as the model answers, every fifth as none of the classes."""
    random = np.random.default_rng(2)
    model = load_model(ROOT / "web" / "model", None)
    classes = [entry["name"] for entry in model.metadata["classes"]]
    labels, probabilities, confidence = [], [], []
    for number, pixels in enumerate(generated_pictures(COUNT, 48, seed=5)):
        answer = classify(model, pixels)
        shares = {entry["label"]: entry["probability"] for entry in answer["predictions"]}
        label = classes.index(answer["label"]) if number % 3 == 0 else int(random.integers(10))
        label = -1 if number % 5 == 4 else label
        save(pixels, folder / "things" / ("none" if label < 0 else classes[label]), number)
        labels.append(label)
        probabilities.append([shares[name] for name in classes])
        confidence.append(answer["confidence"])
    answers = np.array(labels), np.array(probabilities, "f4"), np.array(confidence, "f4")
    metrics = measure(*answers, classes, model.metadata["threshold"])
    (folder / "expected.json").write_text(json.dumps(metrics))


def save(pixels: np.ndarray, folder: Path, number: int) -> None:
    """Write a picture into the folder of its class."""
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(folder / f"{number:03}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
