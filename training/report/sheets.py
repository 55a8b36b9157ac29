"""Pictures side by side in one PNG."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from training.files import replaced

SHOWN = 96  # side of a picture on a sheet, in pixels, or a little more
GAP, CAPTION = 4, 28


def write_sheet(
    pictures: Sequence[np.ndarray], path: Path, columns: int, captions: Sequence[str] = ()
) -> None:
    """Write uint8 pictures [size, size, 3], row by row.

    captions: two short lines for each, or nothing at all.
    """
    side = pictures[0].shape[0]
    scale = max(1, round(SHOWN / side))  # whole, so that every pixel stays as large as the others
    width, height = side * scale + GAP, side * scale + GAP + (CAPTION if captions else 0)
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (min(columns, len(pictures)) * width, rows * height), "white")
    draw = ImageDraw.Draw(sheet)
    for number, pixels in enumerate(pictures):
        left, top = number % columns * width, number // columns * height
        enlarged = Image.fromarray(pixels).resize((side * scale,) * 2, Image.Resampling.NEAREST)
        sheet.paste(enlarged, (left, top))
        if captions:
            draw.text((left, top + side * scale), captions[number], fill="black")
    with replaced(path) as beside:
        sheet.save(beside)
