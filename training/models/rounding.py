"""Weights as numbers that take few bytes, rounded once, before any format is written."""

import numpy as np

# A weight in a byte is a whole number from -127 to 127, times the scale of its tensor. With half as
# many gzip makes a tenth less of them, but the validation loss rises (docs/experiments.md).
LEVELS = 127


def to_float16(values: np.ndarray) -> np.ndarray:
    """Round to the nearest float16, kept as float32."""
    return values.astype("float16").astype("float32")


def to_levels(values: np.ndarray) -> np.ndarray:
    """Round to the nearest of 255 evenly spaced values around 0, kept as float32.

    float16 holds each of them exactly (see `level_scale`), so a format that stores bytes and
    one that stores float16 hold the same weights.
    """
    scale = level_scale(values)
    rounded = np.round(values / scale) * scale
    if level_scale(rounded) != scale:  # the largest was rounded down, just into a finer scale
        scale = level_scale(rounded)
        rounded = np.clip(np.round(values / scale), -LEVELS, LEVELS) * scale
    return rounded.astype("float32")


def level_scale(values: np.ndarray) -> float:
    """The smallest scale with which `values` stay within the levels.

    Of the form 1, 1.25, 1.5 or 1.75 times a power of two: its 3 significant bits and the 7 of a
    level are fewer than the 11 that float16 has.
    """
    least = max(float(np.abs(values).max()), np.finfo("float16").tiny) / LEVELS
    power = 2.0 ** np.floor(np.log2(least))
    return float(np.ceil(least / power * 4) / 4 * power)
