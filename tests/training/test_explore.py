import numpy as np
import pytest
from PIL import Image

from training.datasets.table import generated_data, open_data
from training.errors import UserError
from training.explore import explore, fitted
from training.recipe import load_recipe


@pytest.fixture
def pets(tmp_path):
    """Cats and dogs, a test picture among them that training sees too."""
    random = np.random.default_rng(0)
    for name in ("cat", "dog"):
        for number in range(5):
            path = tmp_path / "pets" / "train" / name / f"{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(random.integers(0, 256, (9, 12, 3), "uint8")).save(path)
    copy = tmp_path / "pets" / "test" / "dog" / "copy.png"
    copy.parent.mkdir(parents=True)
    copy.write_bytes((tmp_path / "pets" / "train" / "dog" / "3.png").read_bytes())
    return open_data(str(tmp_path / "pets"), tmp_path / "data")


def test_a_folder_is_shown_class_by_class_with_what_to_know_of_it(pets, tmp_path):
    recipe = load_recipe("smoke", data="pets")
    page, found = explore(pets, recipe, tmp_path / "shown", augmented=True)
    assert found[-1] == "test/dog/copy.png is train/dog/3.png."
    text = page.read_text()
    for part in ("The pictures of pets", *found, "What training sees", "<h2>dog</h2>",
                 "<td>dog</td><td>4</td><td>1</td><td>1</td>",
                 "<td>width</td><td>12</td><td>12</td><td>12</td>",
                 "the centre square of each, 32 by 32 pixels"):  # fmt: skip
        assert part in text
    names = {path.name for path in page.parent.iterdir()}
    assert names == {
        "index.html", "classes.png", "sizes.png", "brightness.png", "augmented.png",
        "samples-000.png", "samples-001.png",
    }  # fmt: skip
    assert text.count("data:image/png") == len(names) - 1


def test_it_takes_the_place_of_an_earlier_one_but_of_nothing_else(tmp_path):
    recipe = load_recipe("smoke")
    (tmp_path / "notes").mkdir()
    for beside in ("mine.txt", "index.html"):
        (tmp_path / "notes" / beside).touch()
        with pytest.raises(UserError, match="holds something else"):
            explore(generated_data(), recipe, tmp_path / "notes", augmented=False)
    assert (tmp_path / "notes" / "mine.txt").exists()


def test_a_smaller_cut_is_framed():
    framed = fitted(np.zeros((5, 5, 3), "uint8"), np.zeros((1, 8, 8, 3), "uint8"))
    assert framed.shape == (8, 8, 3)
    assert (framed == 0).sum() == 5 * 5 * 3
