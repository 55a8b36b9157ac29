import numpy as np
import pytest
from PIL import Image

from training.datasets.photos import Photos, load_photos
from training.errors import UserError


@pytest.fixture
def folder(tmp_path):
    for name, value in [("a.png", 10), ("b.png", 20), ("c.png", 30)]:
        Image.new("RGB", (50, 40), (value, value, value)).save(tmp_path / name)
    return tmp_path


def list_photos(folder, text):
    (folder / "labels.csv").write_text(text, encoding="utf-8")
    return load_photos(folder, ["cat", "dog"], size=8)


def test_photos_become_tensors_and_none_a_label_of_its_own(folder):
    rows = ["file,label", "b.png,dog", "c.png,none", "a.png,cat", "b.png,none"]
    photos = list_photos(folder, "\n".join(rows))
    assert photos.tensors.shape == (4, 8, 8, 3)
    np.testing.assert_allclose(photos.tensors[:, 0, 0, 0], [20, 30, 10, 20])
    assert photos.labels.tolist() == [1, -1, 0, -1]
    marked = list_photos(folder, "\ufeff" + "\n".join(rows))  # as Excel saves it
    assert marked.labels.tolist() == [1, -1, 0, -1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("file,label\na.png,cat\nb.png,cow\n", r"line 3: .*one of these labels: cat, dog, none"),
        ("file,label\na.png\n", r"line 2: "),
        ("name\na.png\n", r"line 2: "),
        ("file,label\n", r"lists no photo"),
        (
            "file,label\na.png,cat\nb.png,dog\nc.png,none",
            r"two of 'none' or more; it lists 2 and 1",
        ),
        ("file,label\nmissing.png,cat\na.png,cat\nb.png,none\nc.png,none", r"missing\.png"),
    ],
)
def test_a_wrong_list_is_told(folder, text, sentence):
    with pytest.raises(UserError, match=sentence):
        list_photos(folder, text)


def test_a_folder_without_a_list_is_told(tmp_path):
    with pytest.raises(UserError, match=r"labels\.csv cannot be read"):
        load_photos(tmp_path, ["cat"], size=8)


def test_each_label_is_split_in_halves():
    labels = np.array([0, 0, 1, -1, 0, -1, 1, 0, -1])
    photos = Photos(np.zeros((9, 2, 2, 3)), labels)
    first, second = photos.halves()
    assert sorted(first.labels) == [-1, -1, 0, 0, 1]
    assert sorted(second.labels) == [-1, 0, 0, 1]
    assert len(first.tensors) == 5
