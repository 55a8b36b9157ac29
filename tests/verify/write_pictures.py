"""Writes the pictures of `npm run verify`: CIFAR-10's test pictures, and files that test decoders.

    python write_pictures.py FOLDER

leaves FOLDER/cifar10/00000.cat.png … (nothing where the data is not at hand) and FOLDER/decoders/.
"""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PIL import ExifTags, Image, ImageCms

from training.classes import shared_names
from training.datasets import cifar10
from training.datasets.download import CIFAR10, find, holds
from training.datasets.splits import NOTHING, Split

ROOT = Path(__file__).resolve().parents[2]
EMOJI = ROOT / "node_modules/@lobehub/fluent-emoji-3d/assets"
EXAMPLES = ROOT / "web/src/pictures/examples.js"
ENLARGED = (240, 200)
FROM_CIFAR10 = 90

Writer = Callable[[Image.Image, Path], None]


def main(folder: Path) -> None:
    """Write both kinds of pictures."""
    test = read_test_pictures()
    names = shared_names("cifar10")
    cifar10_folder = make_folder(folder / "cifar10")
    for index, (pixels, label) in enumerate(zip(test.pictures, test.labels, strict=True)):
        path = cifar10_folder / f"{index:05}.{names[label]}.png"
        Image.fromarray(pixels).save(path, compress_level=1)
    decoders_folder = make_folder(folder / "decoders")
    for index, picture in enumerate(sources(test.pictures)):
        for kind, (suffix, write) in KINDS.items():
            write(picture, decoders_folder / f"{kind}.{index:03}.{suffix}")


def read_test_pictures() -> Split:
    """CIFAR-10's 10,000 test pictures; none where the data is not at hand."""
    data = Path(os.environ.get("KILAS_DATA", ROOT / "data"))
    if not holds(CIFAR10, data):  # `find` would download it
        return NOTHING
    return cifar10.load_test(find(CIFAR10, data))


def sources(pictures: np.ndarray) -> list[Image.Image]:
    """Pictures as large as small photos: emoji on white, and test pictures enlarged."""
    enlarged = [Image.fromarray(pixels).resize(ENLARGED) for pixels in pictures[:FROM_CIFAR10]]
    return [flatten(path) for path in example_files()] + enlarged


def example_files() -> list[Path]:
    """The examples that the page shows."""
    codes = re.findall(r"assets/([0-9a-f-]+)\.webp", EXAMPLES.read_text())
    return [EMOJI / f"{code}.webp" for code in codes]


def flatten(path: Path) -> Image.Image:
    """A picture on white."""
    picture = Image.open(path).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def make_folder(path: Path) -> Path:
    """Make a folder with its parents."""
    path.mkdir(parents=True, exist_ok=True)
    return path


def saved(mode: str | None = None, **options: object) -> Writer:
    """A writer through Pillow, after a conversion."""
    return lambda picture, path: (picture.convert(mode) if mode else picture).save(path, **options)


def write_sixteen_bits(picture: Image.Image, path: Path) -> None:
    """Fill the lower byte with noise, as scanners do. Pillow cannot write 16-bit colour."""
    low = np.random.default_rng(0).integers(0, 256, (*picture.size[::-1], 3), "uint16")
    pixels = (np.asarray(picture)[..., ::-1].astype("uint16") << 8) | low
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())


def write_soft_alpha(picture: Image.Image, path: Path) -> None:
    """Fade from clear on the left to opaque on the right."""
    faded = picture.copy()
    faded.putalpha(Image.linear_gradient("L").rotate(90).resize(picture.size))
    faded.save(path)


def turned() -> Image.Exif:
    """What a phone held upright writes: orientation 6."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    return exif


def odd_profile() -> bytes:
    """A colour profile whose red is blue: whoever converts colours by it is far off."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


KINDS: dict[str, tuple[str, Writer]] = {
    "PNG": ("png", saved()),
    "PNG, 16 bits": ("png", write_sixteen_bits),
    "PNG, palette": ("png", saved("P")),
    "PNG, colour profile": ("png", saved(icc_profile=odd_profile())),
    "PNG, soft alpha": ("png", write_soft_alpha),
    "GIF": ("gif", saved()),
    "BMP": ("bmp", saved()),
    "WebP, lossy": ("webp", saved(quality=80)),
    "JPEG 4-4-4, quality 95": ("jpg", saved(quality=95, subsampling=0)),
    "JPEG 4-2-0, quality 75": ("jpg", saved(quality=75, subsampling=2)),
    "JPEG, turned by EXIF": ("jpg", saved(quality=95, subsampling=0, exif=turned())),
    "JPEG, grey": ("jpg", saved("L", quality=90)),
    "JPEG, CMYK": ("jpg", saved("CMYK", quality=90)),
    "JPEG, colour profile": ("jpg", saved(quality=90, icc_profile=odd_profile())),
}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
