import base64
import json
from pathlib import Path

import numpy as np
import pytest

from training.datasets.picture import to_tensor

GOLDEN = Path(__file__).parents[1] / "golden" / "picture.json"
CASES = json.loads(GOLDEN.read_text())["cases"]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda c: f"{c['width']}x{c['height']}-{c['size']}-{c['resize']}"
)
def test_pictures_become_the_tensors_that_the_page_is_pinned_to(case):
    pixels = decode(case["pixels"], "uint8", (case["height"], case["width"], 3))
    expected = decode(case["tensor"], "<f4", (case["size"], case["size"], 3))
    np.testing.assert_allclose(to_tensor(pixels, case["size"], case["resize"]), expected, atol=1e-4)


def decode(text: str, dtype: str, shape: tuple[int, ...]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype).reshape(shape)


def test_answers_get_the_figures_that_the_page_is_pinned_to(monkeypatch):
    monkeypatch.syspath_prepend(GOLDEN.parent)
    import make_evaluation

    golden = json.loads((GOLDEN.parent / "evaluation.json").read_text())
    answers = (
        np.array([picture[key] for picture in golden["pictures"]], dtype)
        for key, dtype in (("truth", int), ("probabilities", "f4"), ("confidence", "f4"))
    )
    metrics = make_evaluation.measure(*answers, golden["classes"], golden["threshold"])
    assert metrics == golden["metrics"]
