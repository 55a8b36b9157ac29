"""Writes the pictures of the parity test and what Python says to each.

    python tests/page/make_pictures.py FOLDER

leaves 102 PNGs and expected.json: a list of `file`, `label`, `rejected`, `confidence` and
`probabilities` by class. PNG, since both sides decode it to the same pixels.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from training.datasets.generated import generated_pictures  # noqa: E402  (after the path to it)
from training.predict import load_model, predict  # noqa: E402

COUNT = 102
MODES = ["RGB", "RGB", "RGB", "L", "P", "RGBA"]


def main(folder: Path) -> None:
    """Pictures of many shapes: as small as a pixel, as large as a phone's screen."""
    random = np.random.default_rng(1)
    files = []
    for number in range(COUNT):
        width, height = (int(side) for side in np.exp(random.uniform(0, np.log(900), 2)))
        if number == 0:
            width, height = 1, 1
        mode = MODES[number % len(MODES)]
        files.append(folder / f"{number:03}-{width}x{height}-{mode}.png")
        picture(number, width, height, mode, random).save(files[-1], compress_level=1)
    model = load_model(ROOT / "web" / "model", None)
    expected = [summary(answer) for answer in predict(model, files)]
    (folder / "expected.json").write_text(json.dumps(expected))


def picture(number: int, width: int, height: int, mode: str, random) -> Image.Image:
    """Smooth waves, in every third picture with noise on top, in a PNG's colour mode."""
    side = max(width, height)
    pixels = generated_pictures(1, side, seed=number)[0][:height, :width].astype(int)
    if number % 3 == 0:
        pixels += random.integers(-60, 60, pixels.shape)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype("uint8"))
    if mode == "RGBA":  # wholly opaque and wholly clear: between them, canvases round by a level
        alpha = random.integers(0, 4, (height, width)) > 0
        image.putalpha(Image.fromarray((alpha * 255).astype("uint8")))
        return image
    return image.convert(mode)


def summary(answer: dict) -> dict:
    """What the page is compared with."""
    predictions = {entry["label"]: entry["probability"] for entry in answer["predictions"]}
    kept = {key: answer[key] for key in ("label", "rejected", "confidence")}
    return {"file": Path(answer["file"]).name, **kept, "probabilities": predictions}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
