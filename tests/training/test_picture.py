import os
import struct
import zlib

import cv2
import numpy as np
import pytest
from PIL import Image

from training.datasets.generated import generated_pictures
from training.datasets.picture import read_picture, to_tensor
from training.errors import UserError

WHITE, RED = (255, 255, 255), (255, 0, 0)


@pytest.fixture
def random():
    return np.random.default_rng(0)


# From pixels to the tensor


@pytest.mark.parametrize(
    ("side", "size"), [(33, 32), (47, 32), (64, 32), (97, 32), (101, 7), (500, 32), (31, 30)]
)
def test_shrinking_by_areas_is_what_opencv_calls_so(random, side, size):
    pixels = random.integers(0, 256, (side, side, 3), "uint8")
    expected = cv2.resize(pixels.astype("float32"), (size, size), interpolation=cv2.INTER_AREA)
    np.testing.assert_allclose(to_tensor(pixels, size, "area"), expected, atol=1e-3)


@pytest.mark.parametrize(("side", "size"), [(33, 32), (128, 32), (77, 20), (7, 32), (1, 5)])
def test_shrinking_by_triangles_is_what_pillow_calls_bilinear(random, side, size):
    pixels = random.integers(0, 256, (side, side, 3), "uint8")
    channels = [Image.fromarray(channel) for channel in pixels.astype("f4").transpose(2, 0, 1)]
    expected = [channel.resize((size, size), Image.Resampling.BILINEAR) for channel in channels]
    np.testing.assert_allclose(to_tensor(pixels, size), np.stack(expected, axis=2), atol=1e-3)


def test_a_large_picture_is_shrunk_by_areas_to_four_pixels_for_one_and_then_by_triangles(random):
    pixels = random.integers(0, 256, (500, 500, 3), "uint8")
    grid = to_tensor(pixels, 128, "area")
    channels = [Image.fromarray(channel) for channel in grid.transpose(2, 0, 1)]
    expected = [channel.resize((32, 32), Image.Resampling.BILINEAR) for channel in channels]
    np.testing.assert_allclose(to_tensor(pixels, 32), np.stack(expected, axis=2), atol=1e-3)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5, 3), (3, 5), (7, 20), (31, 31)])
def test_enlarging_by_areas_gives_each_value_the_mean_of_what_it_covers(random, width, height):
    pixels = random.integers(0, 256, (height, width, 3), "uint8")
    size, side = 32, min(width, height)
    # Blown up to a common multiple, each value covers side x side whole pixels.
    top, left = (height - side) // 2, (width - side) // 2
    square = pixels[top : top + side, left : left + side]
    blown_up = square.repeat(size, axis=0).repeat(size, axis=1)
    expected = blown_up.reshape(size, side, size, side, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(to_tensor(pixels, size, "area"), expected, atol=1e-4)


def test_a_picture_of_the_right_size_stays_as_it_is(random):
    pixels = random.integers(0, 256, (32, 32, 3), "uint8")
    np.testing.assert_array_equal(to_tensor(pixels, 32), pixels)
    assert to_tensor(pixels, 32).dtype == np.float32


@pytest.mark.parametrize("side", [1, 9, 32, 33, 77, 256])
def test_areas_keep_the_mean_of_the_picture(random, side):
    pixels = random.integers(0, 256, (side, side, 3), "uint8")
    mean = to_tensor(pixels, 32, "area").mean(axis=(0, 1), dtype="float64")
    np.testing.assert_allclose(mean, pixels.mean(axis=(0, 1)), atol=1e-3)


@pytest.mark.parametrize(
    ("width", "height", "left", "top"), [(9, 4, 2, 0), (4, 9, 0, 2), (8, 4, 2, 0)]
)
def test_only_the_centre_square_counts(random, width, height, left, top):
    pixels = random.integers(0, 256, (height, width, 3), "uint8")
    square = pixels[top : top + 4, left : left + 4]
    np.testing.assert_array_equal(to_tensor(pixels, 4), square)


# From a file to pixels


@pytest.mark.parametrize("suffix", ["png", "webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_gives_the_tensor_of_the_upright_one(tmp_path, orientation, suffix):
    upright = generated_pictures(1, 40)[0][:, :30]
    # How a camera stores the upright picture under each orientation of the EXIF standard.
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"turned.{suffix}"
    Image.fromarray(np.ascontiguousarray(stored)).save(path, exif=exif, lossless=True)
    np.testing.assert_array_equal(to_tensor(read_picture(path), 32), to_tensor(upright, 32))


def test_half_transparent_pixels_lie_on_white(tmp_path):
    pixels = np.array([[(255, 0, 0, 0), (255, 0, 0, 255), (0, 0, 0, 128)]], "uint8")
    Image.fromarray(pixels).save(tmp_path / "rgba.png")
    assert read_picture(tmp_path / "rgba.png")[0].tolist() == [[*WHITE], [*RED], [127] * 3]


def test_transparent_grey_lies_on_white(tmp_path):
    pixels = np.array([[(0, 0), (90, 255)]], "uint8")
    Image.fromarray(pixels).save(tmp_path / "la.png")
    assert read_picture(tmp_path / "la.png")[0].tolist() == [[*WHITE], [90] * 3]


def test_a_transparent_colour_of_a_palette_lies_on_white(tmp_path):
    image = Image.new("P", (2, 1))
    image.putpalette([*RED, 0, 128, 0])
    image.putpixel((1, 0), 1)
    image.save(tmp_path / "palette.png", transparency=1)
    assert read_picture(tmp_path / "palette.png")[0].tolist() == [[*RED], [*WHITE]]


def test_a_transparent_colour_without_alpha_channel_lies_on_white(tmp_path):
    pixels = np.array([[RED, (0, 128, 0)]], "uint8")
    Image.fromarray(pixels).save(tmp_path / "keyed.png", transparency=(0, 128, 0))
    assert read_picture(tmp_path / "keyed.png")[0].tolist() == [[*RED], [*WHITE]]


def test_grey_is_the_same_in_all_three_channels(tmp_path):
    Image.new("L", (3, 2), 77).save(tmp_path / "grey.png")
    assert (read_picture(tmp_path / "grey.png") == 77).all()
    assert read_picture(tmp_path / "grey.png").shape == (2, 3, 3)


def test_black_and_white_is_0_and_255(tmp_path):
    Image.fromarray(np.array([[True, False]])).save(tmp_path / "bits.png")
    assert read_picture(tmp_path / "bits.png")[0].tolist() == [[*WHITE], [0, 0, 0]]


@pytest.mark.parametrize("shape", [(1, 3), (1, 3, 3)], ids=["grey", "colour"])
def test_of_16_bits_the_upper_8_are_kept(tmp_path, shape):
    levels = np.array([0x0000, 0x80FF, 0xFFFF], "uint16")
    pixels = np.broadcast_to(levels.reshape((1, 3) + (1,) * (len(shape) - 2)), shape)
    cv2.imwrite(str(tmp_path / "deep.png"), pixels)
    assert read_picture(tmp_path / "deep.png")[0].tolist() == [[0] * 3, [0x80] * 3, [255] * 3]


def test_cmyk_becomes_rgb(tmp_path):
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(tmp_path / "red.jpg", quality=95)
    np.testing.assert_allclose(read_picture(tmp_path / "red.jpg")[8, 8], RED, atol=6)


def test_of_an_animation_the_first_frame_counts(tmp_path):
    frames = [Image.new("RGB", (4, 4), colour) for colour in (RED, (0, 0, 255))]
    frames[0].save(tmp_path / "two.gif", save_all=True, append_images=frames[1:])
    assert (read_picture(tmp_path / "two.gif") == RED).all()


@pytest.mark.parametrize("suffix", ["bmp", "gif", "webp", "avif", "jpg", "png"])
def test_every_format_that_is_named_can_be_read(tmp_path, suffix):
    Image.new("RGB", (20, 10), RED).save(tmp_path / f"red.{suffix}")
    pixels = read_picture(tmp_path / f"red.{suffix}")
    assert pixels.shape == (10, 20, 3)
    assert pixels.dtype == np.uint8
    np.testing.assert_allclose(pixels[5, 10], RED, atol=6)


# What is no picture


def refuse(path, reason):
    with pytest.raises(UserError, match=reason) as caught:
        read_picture(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"This is a text file.\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500),
        b"\x89PNG\r\n\x1a\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["empty", "text", "postscript", "heic", "only-a-signature", "svg"],
)
def test_what_is_no_picture_is_named(tmp_path, content):
    path = tmp_path / "picture.jpg"
    path.write_bytes(content)
    refuse(path, "not a picture that can be read|is damaged")


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "bmp", "avif"])
def test_a_picture_that_was_cut_off_is_refused(tmp_path, random, suffix):
    path = tmp_path / f"half.{suffix}"
    Image.fromarray(random.integers(0, 256, (64, 64, 3), "uint8")).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refuse(path, "damaged|not a picture that can be read")


def test_a_missing_file_is_named(tmp_path):
    refuse(tmp_path / "missing.jpg", "does not exist")


def test_a_folder_is_no_picture(tmp_path):
    refuse(tmp_path, "is not a file")


def test_a_name_too_long_for_the_system_is_refused_like_any_other(tmp_path):
    refuse(tmp_path / ("long" * 100 + ".jpg"), "cannot be opened")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_no_one_writes_to_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    refuse(tmp_path / "pipe.jpg", "is not a file")


def test_a_gigantic_picture_is_refused_by_its_header(tmp_path):
    path = tmp_path / "bomb.png"
    path.write_bytes(png_of(20_000, 20_000))
    refuse(path, r"has 20000 x 20000 pixels; more than 200 million are not read")


def test_a_picture_without_pixels_is_refused(tmp_path):
    path = tmp_path / "empty.png"
    path.write_bytes(png_of(0, 5))
    refuse(path, "not a picture that can be read|damaged")


def test_an_animation_whose_frame_outgrows_its_screen_is_refused_by_its_header(tmp_path):
    path = tmp_path / "bomb.gif"
    screen = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    frame = b"," + struct.pack("<HHHHB", 0, 0, 60_000, 60_000, 0) + b"\x02\x02L\x01\0;"
    path.write_bytes(screen + frame)
    refuse(path, "has 60000 x 60000 pixels")


def png_of(width, height):
    """A PNG that declares this size and holds a single row of grey at most."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(width + 1))), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
