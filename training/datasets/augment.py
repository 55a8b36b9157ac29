"""Augmentation: what a batch of pictures may look like without changing what it shows.

Each function takes and returns uint8 [n, size, size, 3], `mixup` alone float32 and labels. What
comes to lie outside of a picture is its reflection.
"""

import cv2
import numpy as np

# A picture takes microseconds; to share it out among threads of a busy machine, milliseconds.
cv2.setNumThreads(1)


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


def warp(
    pictures: np.ndarray, rotate: float, zoom: float, shear: float, random: np.random.Generator
) -> np.ndarray:
    """Turn, scale and slant each picture about its centre, all in one interpolation.

    By up to `rotate` degrees, to 1 - `zoom` ... 1 + `zoom` of its size, by up to `shear` degrees.
    """
    count, size = pictures.shape[:2]
    angle, slant = np.radians(random.uniform(-1, 1, (2, count)) * [[rotate], [shear]])
    scale = 1 + random.uniform(-zoom, zoom, count)
    cos, sin, tan = np.cos(angle) * scale, np.sin(angle) * scale, np.tan(slant)
    linear = np.array([[cos, cos * tan - sin], [sin, sin * tan + cos]]).transpose(2, 0, 1)
    centre = np.full(2, (size - 1) / 2)
    matrices = np.concatenate([linear, (centre - linear @ centre)[:, :, None]], axis=2)
    border = {"flags": cv2.INTER_LINEAR, "borderMode": cv2.BORDER_REFLECT_101}
    return np.stack(
        [
            cv2.warpAffine(picture, matrix, (size, size), **border)
            for picture, matrix in zip(pictures, matrices, strict=True)
        ]
    )


def resolution(pictures: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
    """Resize each picture to 1 - `share` ... 1 + `share`, then pad or cut it back about its centre.

    Unlike a zoom it averages areas as it shrinks, so detail is lost as by a poorer camera.
    """
    size = pictures.shape[1]
    sides = np.round(size * (1 + random.uniform(-share, share, len(pictures)))).astype(int)
    return np.stack([resized(*pair) for pair in zip(pictures, sides, strict=True)])


def resized(picture: np.ndarray, side: int) -> np.ndarray:
    """One picture at `side` pixels, in the middle of its old size."""
    size = len(picture)
    method = cv2.INTER_AREA if side < size else cv2.INTER_CUBIC
    picture = cv2.resize(picture, (side, side), interpolation=method)
    if side < size:
        before = (size - side) // 2
        after = size - side - before
        return cv2.copyMakeBorder(picture, before, after, before, after, cv2.BORDER_REFLECT_101)
    first = (side - size) // 2
    return picture[first : first + size, first : first + size]


def light(
    pictures: np.ndarray,
    brightness: float,
    contrast: float,
    saturation: float,
    random: np.random.Generator,
) -> np.ndarray:
    """Change the light and the colours of each picture.

    Differences of a pixel's colours from their mean are multiplied by 1 - `saturation` ...
    1 + `saturation`, then all differences from the picture's mean likewise by `contrast`; then up
    to `brightness` of the range, 255, is added or taken away.
    """
    chance = random.uniform(-1, 1, (3, len(pictures), 1, 1, 1)).astype("float32")
    vivid, factor = 1 + chance[0] * saturation, 1 + chance[1] * contrast
    shift = chance[2] * brightness * 255
    grey = pictures.mean(axis=3, keepdims=True, dtype="float32")
    mean = grey.mean(axis=(1, 2), keepdims=True)
    changed = mean + shift + factor * (grey - mean + vivid * (pictures - grey))
    return np.clip(np.round(changed), 0, 255).astype("uint8")


def backdrop(pictures: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
    """Fade a `share` of the pictures into one plain colour outside of an ellipse, half into white.

    Where a thing stands must not tell what it is: hardly any animal of CIFAR-10 is on white, as it
    is in clip art, in a catalogue or in many an outlier.
    """
    chosen = np.flatnonzero(random.random(len(pictures)) < share)
    count, size = len(chosen), pictures.shape[1]
    centres = size * random.uniform(0.45, 0.55, (2, count, 1))
    radii = size * random.uniform(0.35, 0.6, (2, count, 1))
    rows, columns = ((np.arange(size) + 0.5 - centres) / radii) ** 2
    distance = np.sqrt(rows[:, :, None] + columns[:, None, :])[..., None]
    kept = np.clip((1.1 - distance) * 5, 0, 1).astype("float32")
    colours = random.integers(0, 256, (count, 1, 1, 3))
    colours[random.random(count) < 0.5] = 255
    pictures = pictures.copy()
    pictures[chosen] = np.round(kept * pictures[chosen] + (1 - kept) * colours).astype("uint8")
    return pictures


def mixup(
    pictures: np.ndarray, labels: np.ndarray, alpha: float, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Mix each picture with another of the batch, and their labels by the same share.

    The share is drawn from Beta(alpha, alpha) (Zhang et al., https://arxiv.org/abs/1710.09412).
    pictures: float32 [n, size, size, 3]; labels: float32 [n, classes].
    """
    share = random.beta(alpha, alpha, len(pictures)).astype("float32")
    partner = random.permutation(len(pictures))

    def mixed(values: np.ndarray) -> np.ndarray:
        weight = share.reshape(-1, *[1] * (values.ndim - 1))
        return weight * values + (1 - weight) * values[partner]

    return mixed(pictures), mixed(labels)
