"""Writes convolution.json beside it: what Keras's own layers make of some grids of numbers.

    KERAS_BACKEND=jax python tests/golden/make_convolution.py

tests/web/inside/convolve.test.js holds the page's convolution, ReLU and max-pooling to it. Kernels
are sixteenths, so that float32 loses nothing and the numbers can be compared exactly. Those that
the page offers by name are among them.
"""

import itertools
import json
from pathlib import Path

import keras
import numpy as np

HERE = Path(__file__).parent

SHAPES = [(4, 4), (5, 5), (6, 7), (9, 8)]  # rows, columns: even and odd, and not square
NAMED = {  # as in web/src/rooms/inside/kernels.js
    "edges": [-1, -1, -1, -1, 8, -1, -1, -1, -1],
    "upright": [-1, 0, 1, -2, 0, 2, -1, 0, 1],
    "blur": [0.0625, 0.125, 0.0625, 0.125, 0.25, 0.125, 0.0625, 0.125, 0.0625],
    "sharpen": [0, -1, 0, -1, 5, -1, 0, -1, 0],
    "nothing": [0, 0, 0, 0, 1, 0, 0, 0, 0],
}
STRIDES = (1, 2, 3)
PADDINGS = ("same", "valid")


def main() -> None:
    """Write one case a line, so that a change shows as such."""
    random = np.random.default_rng(0)
    cases = []
    for shape, stride, padding in itertools.product(SHAPES, STRIDES, PADDINGS):
        picture = random.integers(0, 256, shape)
        kernel = random.integers(-32, 33, (3, 3)) / 16
        cases.append(try_out(picture, kernel, stride, padding))
    for name, stride, padding in itertools.product(NAMED, STRIDES, PADDINGS):
        picture = random.integers(0, 256, SHAPES[-1])
        kernel = np.reshape(NAMED[name], (3, 3))
        cases.append({"name": name, **try_out(picture, kernel, stride, padding)})
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "convolution.json").write_text(f'{{"cases": [\n{lines}\n]}}\n')


def try_out(picture: np.ndarray, kernel: np.ndarray, stride: int, padding: str) -> dict:
    """What the layers make of a picture, with ReLU and pooling each on and off."""
    layer = keras.layers.Conv2D(1, 3, strides=stride, padding=padding, use_bias=False)
    layer.build((1, *picture.shape, 1))
    layer.set_weights([kernel[..., None, None]])
    convolved = layer(picture[None, ..., None].astype("float32"))
    rectified = keras.layers.ReLU()(convolved)
    case = {
        "picture": plane(picture),
        "kernel": kernel.ravel().tolist(),
        "stride": stride,
        "padding": padding,
        "convolved": plane(convolved),
        "rectified": plane(rectified),
    }
    if min(rectified.shape[1:3]) > 1:  # Keras refuses to pool less
        pool = keras.layers.MaxPooling2D(2)
        case |= {"pooled": plane(pool(rectified)), "pooled_alone": plane(pool(convolved))}
    return case


def plane(values) -> dict:
    """[rows, columns] or [1, rows, columns, 1] as the page holds it."""
    grid = keras.ops.convert_to_numpy(values)
    if grid.ndim == 4:
        grid = grid[0, ..., 0]
    return {"rows": grid.shape[0], "columns": grid.shape[1], "values": grid.ravel().tolist()}


if __name__ == "__main__":
    main()
