"""Writes picture.json beside it: what `to_tensor` makes of some pictures, to pin its JS twin.

    python tests/golden/make.py

tests/training/test_golden.py and tests/web/picture.test.js read the result; run this only when
the definition of 'picture -> tensor' itself changes.
"""

import base64
import itertools
import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from training.datasets.picture import to_tensor  # noqa: E402  (after the path to it)

# Width, height, size of the tensor: a single pixel, enlarged, equal, and shrunk by odd factors.
SHAPES = [(1, 1, 4), (2, 3, 8), (5, 31, 32), (32, 32, 32), (33, 47, 32), (64, 64, 8), (75, 40, 16),
          (7, 90, 5), (101, 97, 24), (128, 128, 32)]  # fmt: skip


def main() -> None:
    """Write one case a line, so that a change shows as such."""
    random = np.random.default_rng(0)
    cases = []
    for (width, height, size), resize in itertools.product(SHAPES, ("triangle", "area")):
        pixels = random.integers(0, 256, (height, width, 3), "uint8")
        tensor = to_tensor(pixels, size, resize).astype("<f4")
        cases.append({"width": width, "height": height, "pixels": encode(pixels), "size": size,
                      "resize": resize, "tensor": encode(tensor)})  # fmt: skip
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "picture.json").write_text(f'{{"cases": [\n{lines}\n]}}\n')


def encode(values: np.ndarray) -> str:
    """The bytes of an array, row by row, in base64."""
    return base64.b64encode(values.tobytes()).decode()


if __name__ == "__main__":
    main()
