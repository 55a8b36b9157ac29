"""Augmentation: what a batch of pictures may look like without changing what it shows.

Each function takes and returns uint8 [n, size, size, 3].
"""

import numpy as np


def flip(pictures: np.ndarray, mirrored: np.ndarray) -> np.ndarray:
    """Mirror left and right where `mirrored` (bool [n]) says so."""
    return np.where(mirrored[:, None, None, None], pictures[:, :, ::-1], pictures)


def crop(pictures: np.ndarray, size: int, border: int, random: np.random.Generator) -> np.ndarray:
    """Cut `size` pixels square out of each picture, at a random place.

    Up to `border` pixels of the cut may lie outside, where the picture is reflected. With the
    picture's own size this shifts it by up to `border` pixels each way.
    """
    padded = np.pad(pictures, ((0, 0), (border, border), (border, border), (0, 0)), "reflect")
    count, room = len(pictures), padded.shape[1] - size
    top, left = random.integers(0, room + 1, (2, count, 1))
    rows = (top + np.arange(size))[:, :, None]
    columns = (left + np.arange(size))[:, None, :]
    return padded[np.arange(count)[:, None, None], rows, columns]


def cutout(pictures: np.ndarray, side: int, random: np.random.Generator) -> np.ndarray:
    """Hide a square of `side` pixels at a random place under mid-grey (DeVries and Taylor,
    https://arxiv.org/abs/1708.04552); part of it may lie outside."""
    count, size = pictures.shape[:2]
    centres = random.integers(0, size, (2, count, 1))
    offset = np.arange(size) - centres + side // 2
    inside = (offset >= 0) & (offset < side)
    hidden = inside[0][:, :, None] & inside[1][:, None, :]
    return np.where(hidden[..., None], np.uint8(128), pictures)
