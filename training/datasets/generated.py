"""Pictures made up on the spot, for --smoke and for tests: no download, no one's photographs."""

import numpy as np

from training.datasets.splits import Split


def generated_pictures(count: int, size: int, seed: int = 0) -> np.ndarray:
    """Coloured waves with a spot, uint8 [count, size, size, 3]."""
    random = np.random.default_rng(seed)
    row, column = np.mgrid[0:size, 0:size] / size
    pictures = []
    for _ in range(count):
        frequency = random.uniform(-4, 4, (2, 3, 1, 1))
        waves = np.sin(2 * np.pi * (frequency[0] * row + frequency[1] * column)).sum(axis=0)
        centre = random.uniform(0.2, 0.8, 2)
        spot = np.exp(-20 * ((row - centre[0]) ** 2 + (column - centre[1]) ** 2))
        wave_colour, spot_colour = random.uniform(-45, 45, (2, 3)) * [[1], [2]]
        pictures.append(128 + waves[..., None] * wave_colour + spot[..., None] * spot_colour)
    return np.clip(np.stack(pictures), 0, 255).astype("uint8")


def generated_split(count: int, classes: int, size: int = 32, seed: int = 0) -> Split:
    """Pictures whose class shows in their brightness, so that there is something to learn."""
    labels = np.arange(count) % classes
    shade = (labels * 160 // classes).astype("uint8")
    pictures = generated_pictures(count, size, seed) // 3 + shade[:, None, None, None]
    return Split(pictures, labels)
