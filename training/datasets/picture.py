"""Any picture -> the tensor that the model sees. The twin of web/src/inference/picture.js.

Both do exactly this: decode without colour conversion, turn as the EXIF tag says, put transparency
on white, take the centre square, and shrink it: by areas to `GRID` pixels for each that the model
sees, then by triangles. Shrunk by areas alone, a photo is sharper than any picture of CIFAR-10, and
fine detail turns into false patterns; docs/experiments.md says what that costs.
"""

import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from training.errors import UserError

# What browsers read too. Pillow's other readers stay shut: some of them start other programs.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF")
MOST_PIXELS = 200_000_000
BACKGROUND = (255, 255, 255)
GRID = 4

Span = tuple[int, int, np.ndarray]

Image.MAX_IMAGE_PIXELS = None  # `read_picture` looks at the header itself, before decoding


def read_picture(path: Path) -> np.ndarray:
    """Decode the first frame of a picture file: uint8 [height, width, 3], RGB.

    Raises UserError saying why a file is not a picture that can be read.
    """
    try:
        if not path.exists():
            raise UserError(f"{path} does not exist.")
        if not path.is_file():
            raise UserError(f"{path} is not a file.")
    except OSError as error:  # a name too long, or a folder that may not be entered
        raise UserError(f"{path} cannot be opened ({error.strerror}).") from error
    try:
        with Image.open(path, formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise UserError(
                    f"{path} has {width} x {height} pixels; more than "
                    f"{MOST_PIXELS // 1_000_000} million are not read. Scale it down first."
                )
            return np.asarray(to_rgb(ImageOps.exif_transpose(image)))
    except UnidentifiedImageError:
        known = ", ".join(FORMATS)
        raise UserError(f"{path} is not a picture that can be read. Known: {known}.") from None
    except UserError:
        raise
    except MemoryError:
        raise UserError(f"{path} is too large for this machine's memory.") from None
    except Exception as error:  # damaged files make Pillow raise almost anything
        raise UserError(f"{path} is damaged and cannot be decoded ({error}).") from error


def to_rgb(image: Image.Image) -> Image.Image:
    """8-bit RGB, transparency on white, the values otherwise as stored."""
    if image.mode.startswith("I"):  # 16-bit grey, which convert() would clip rather than scale
        return Image.fromarray((np.asarray(image) >> 8).astype("uint8")).convert("RGB")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (*BACKGROUND, 255))
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")


def to_tensor(pixels: np.ndarray, size: int, resize: str = "triangle") -> np.ndarray:
    """uint8 [height, width, 3] -> float32 [size, size, 3], 0 to 255: the centre square, shrunk.

    resize: "triangle", or "area" for a model whose metadata says so. The same formulas serve
    pictures that are smaller than `size`.
    """
    height, width = pixels.shape[:2]
    side = min(width, height)
    top, left = (height - side) // 2, (width - side) // 2
    square = pixels[top : top + side, left : left + side]
    if resize == "area":
        return resample(square, area_spans(side, size)).astype("float32")
    grid = min(side, GRID * size)
    if grid < side:
        square = resample(square, area_spans(side, grid))
    return resample(square, triangle_spans(grid, size)).astype("float32")


def resample(square: np.ndarray, spans: list[Span]) -> np.ndarray:
    """[side, side, 3] -> float64 [len(spans), len(spans), 3], the same way in both directions."""
    # Band by band, so that a huge picture is never held in floating point as a whole.
    rows = np.stack([np.tensordot(weights, square[start:stop].astype("float64"), 1)
                     for start, stop, weights in spans])  # fmt: skip
    columns = [np.tensordot(weights, rows[:, start:stop], (0, 1)) for start, stop, weights in spans]
    return np.stack(columns, axis=1)


def triangle_spans(side: int, size: int) -> list[Span]:
    """As `area_spans`, with weights that fall from the value's centre to those of its neighbours,
    as Pillow's BILINEAR computes; between neighbouring pixels where there are too few.
    """
    scale = side / size
    reach = max(scale, 1)
    spans = []
    for index in range(size):
        centre = (index + 0.5) * scale
        start, stop = max(math.ceil(centre - reach - 0.5), 0), math.floor(centre + reach + 0.5)
        pixel = np.arange(start, min(stop, side))
        near = np.maximum(1 - np.abs(pixel + 0.5 - centre) / reach, 0)
        spans.append((start, start + len(pixel), near / near.sum()))
    return spans


def area_spans(side: int, size: int) -> list[Span]:
    """For each of `size` values along an axis: first and last + 1 source pixel and their weights.

    A weight is the share of the value's span that the pixel covers, as cv2.INTER_AREA computes
    when it shrinks; they sum to 1.
    """
    scale = side / size
    spans = []
    for index in range(size):
        begin, end = index * scale, (index + 1) * scale
        start, stop = math.floor(begin), min(math.ceil(end), side)
        pixel = np.arange(start, stop)
        covered = np.minimum(pixel + 1, end) - np.maximum(pixel, begin)
        spans.append((start, stop, covered / covered.sum()))
    return spans
