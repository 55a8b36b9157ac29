import base64
import json
from pathlib import Path

import numpy as np
import pytest

from training.datasets.picture import to_tensor

GOLDEN = Path(__file__).parents[1] / "golden" / "picture.json"
CASES = json.loads(GOLDEN.read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['width']}x{c['height']}-{c['size']}")
def test_pictures_become_the_tensors_that_the_page_is_pinned_to(case):
    pixels = decode(case["pixels"], "uint8", (case["height"], case["width"], 3))
    expected = decode(case["tensor"], "<f4", (case["size"], case["size"], 3))
    np.testing.assert_allclose(to_tensor(pixels, case["size"]), expected, atol=1e-4)


def decode(text: str, dtype: str, shape: tuple[int, ...]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype).reshape(shape)
