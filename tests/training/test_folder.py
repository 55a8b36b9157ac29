import os
import shutil

import numpy as np
import pytest
from PIL import Image

from training.classes import name_classes
from training.commands.chosen import run_pictures
from training.datasets import cache
from training.datasets.folder import load_folder
from training.datasets.picture import read_picture, to_tensor
from training.datasets.splits import digests, hold_out
from training.errors import UserError
from training.recipe import load_recipe
from training.run import Run


def draw_class(folder, count, seed=0, size=(20, 14)):
    """Files of noise, no two of them the same."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng([seed, len(str(folder))])
    for number in range(count):
        pixels = random.integers(0, 256, (*size[::-1], 3), "uint8")
        Image.fromarray(pixels).save(folder / f"{number:02}.png")


@pytest.fixture
def pets(tmp_path):
    """Twenty cats and ten dogs, each of a size of its own."""
    draw_class(tmp_path / "pets" / "dog", 10, seed=1)
    draw_class(tmp_path / "pets" / "cat", 20, seed=2, size=(12, 30))
    return tmp_path / "pets"


@pytest.fixture
def parted(tmp_path):
    """The same two classes, split by their maker."""
    for number, (part, count) in enumerate([("train", 8), ("validation", 3), ("test", 2)]):
        for name in ("cat", "dog"):
            draw_class(tmp_path / "parted" / part / name, count, seed=number)
    return tmp_path / "parted"


def load(root, size=8):
    return load_folder(root, size, root.parent / "cache")


def names_of(split, root):
    """The file of each picture, found by its values."""
    files = {
        np.rint(to_tensor(read_picture(path), 8)).astype("uint8").tobytes(): path
        for path in root.rglob("*.png")
    }
    return [files[picture.tobytes()].relative_to(root) for picture in split.pictures]


def test_each_class_gives_a_fifth_to_the_test_and_no_picture_is_lost(pets):
    folder = load(pets)
    assert folder.classes == ["cat", "dog"]
    assert np.bincount(folder.training.labels).tolist() == [16, 8]
    assert np.bincount(folder.test.labels).tolist() == [4, 2]
    names = names_of(folder.training, pets) + names_of(folder.test, pets)
    assert len(set(names)) == 30
    labels = [*folder.training.labels, *folder.test.labels]
    assert [name.parts[0] for name in names] == [folder.classes[label] for label in labels]


def test_the_same_files_are_always_split_in_the_same_way(pets):
    before = names_of(load(pets).test, pets)
    np.random.seed(1)
    assert names_of(load(pets).test, pets) == before


def test_a_folder_that_is_split_already_stays_so(parted):
    folder = load(parted)
    training, validation = hold_out(folder.training, 0.2, seed=42)
    for split, part, count in [(training, "train", 8), (validation, "validation", 3),
                               (folder.test, "test", 2)]:  # fmt: skip
        names = names_of(split, parted)
        assert {name.parts[0] for name in names} == {part}
        assert np.bincount(split.labels).tolist() == [count, count]
    everything, nothing = hold_out(folder.training, 0, seed=42)
    assert (len(everything), len(nothing)) == (22, 0)


def test_the_pictures_stay_on_disk_until_they_are_asked_for(pets):
    training, _ = hold_out(load(pets).training, 0.25, seed=42)
    assert not isinstance(training.pictures, np.ndarray)
    assert training.pictures.shape == (18, 8, 8, 3)
    batch = training.pictures[np.array([5, 0])]
    assert type(batch) is np.ndarray
    np.testing.assert_array_equal(batch[1], next(iter(training.pictures)))
    np.testing.assert_array_equal(training.pictures.astype("float32")[5], batch[0])


def test_files_are_decoded_once_and_again_when_one_has_changed(pets, monkeypatch):
    first = load(pets)
    with monkeypatch.context() as patch:
        patch.setattr(cache, "read_picture", lambda path: pytest.fail(f"decoded {path}"))
        again = load(pets)
    np.testing.assert_array_equal(first.training.pictures, again.training.pictures)
    assert load(pets, size=6).training.pictures.shape[1] == 6

    draw_class(pets / "dog", 1, seed=9)
    os.utime(pets / "dog" / "00.png", (1, 1))
    changed = load(pets)
    values = np.concatenate([changed.training.pictures, changed.test.pictures])
    expected = np.rint(to_tensor(read_picture(pets / "dog" / "00.png"), 8))
    assert (values == expected).all(axis=(1, 2, 3)).sum() == 1


def test_a_broken_reading_leaves_nothing_behind(pets, monkeypatch):
    def interrupt(path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(cache, "read_picture", interrupt)
        load(pets)
    assert list((pets.parent / "cache").iterdir()) == []


def test_a_damaged_file_is_named_and_skipped_and_a_hidden_one_overlooked(pets):
    (pets / "dog" / "broken.jpg").write_bytes((pets / "dog" / "00.png").read_bytes()[:90])
    (pets / "dog" / ".DS_Store").touch()
    (pets / "__MACOSX").mkdir()
    folder = load(pets)
    assert len(folder.training) + len(folder.test) == 30
    (sentence,) = folder.skipped
    assert sentence.startswith(f"{pets / 'dog' / 'broken.jpg'} is ")
    assert load(pets).skipped == folder.skipped


def test_each_picture_knows_its_file(pets):
    folder = load(pets)
    for split, files in [
        (folder.training, folder.training_files),
        (folder.test, folder.test_files),
    ]:
        assert files.names.tolist() == [str(name) for name in names_of(split, pets)]
        assert files.digests.tolist() == digests(split.pictures)
        assert (files.sizes[split.labels == 0] == [12, 30]).all()
        assert (files.sizes[split.labels == 1] == [20, 14]).all()


def test_one_class_is_refused(tmp_path):
    draw_class(tmp_path / "pets" / "cat", 6)
    with pytest.raises(
        UserError, match=r"pets has to hold two folders of pictures or more.*holds 1"
    ):
        load(tmp_path / "pets")


def test_too_few_pictures_of_a_class_are_refused(pets):
    draw_class(pets / "cow", 4)
    (pets / "emu").mkdir()
    with pytest.raises(UserError, match=r"too few pictures .* of cow \(4\), emu \(0\); .* needs 5"):
        load(pets)


def test_folders_without_any_picture_are_refused(tmp_path):
    for name in ("cat", "dog"):
        (tmp_path / "pets" / name).mkdir(parents=True)
    with pytest.raises(UserError, match="hold no picture"):
        load(tmp_path / "pets")


def test_a_class_to_test_that_training_does_not_know_is_named(parted):
    draw_class(parted / "test" / "cow", 2)
    with pytest.raises(UserError, match=r"test/cow: training has no pictures of a class"):
        load(parted)


def test_pictures_that_came_or_went_are_noticed_and_a_moved_folder_is_the_same(pets):
    first = load(pets).training
    assert first.take(np.array([0])).fingerprint == first.fingerprint
    moved = pets.rename(pets.parent / "animals")
    assert load(moved).training.fingerprint == first.fingerprint
    draw_class(moved / "dog", 11, seed=1)
    assert load(moved).training.fingerprint != first.fingerprint


def test_what_comes_after_training_wants_the_pictures_that_were_trained_on(pets, monkeypatch):
    monkeypatch.setenv("KILAS_DATA", str(pets.parent))
    run = Run(pets.parent / "run")
    run.claim(
        load_recipe("smoke", data=str(pets)),
        load_folder(pets, 32, pets.parent).training.fingerprint,
    )
    name_classes(str(pets), ["cat", "dog"], run.folder)
    run_pictures(None, run, smoke=False)
    draw_class(pets / "dog", 11, seed=1)
    with pytest.raises(UserError, match=r"some came, went or were renamed"):
        run_pictures(None, run, smoke=False)


def test_a_folder_beside_train_that_would_be_left_out_is_named(parted):
    draw_class(parted / "val" / "cat", 2)
    with pytest.raises(UserError, match=r"only validation/ and test/ may lie; it also holds val\."):
        load(parted)


def test_a_class_of_trains_is_a_class(pets):
    draw_class(pets / "train", 6)
    assert load(pets).classes == ["cat", "dog", "train"]


def test_a_split_folder_without_classes_is_refused(tmp_path):
    for part in ("train", "test"):
        draw_class(tmp_path / "pets" / part, 6)
    with pytest.raises(UserError, match=r"pets/train has to hold two folders .* holds 0"):
        load(tmp_path / "pets")


def test_two_may_read_a_folder_for_the_first_time_at_once(pets, monkeypatch):
    expected = load(pets, size=6).test.pictures.astype("float32")
    shutil.rmtree(pets.parent / "cache")
    process, read = os.getpid(), cache.read_picture

    def meanwhile(path):
        """Another process reads all of it while this one is at its first picture."""
        with monkeypatch.context() as patch:
            patch.setattr(cache, "read_picture", read)
            patch.setattr(os, "getpid", lambda: process + 1)
            load(pets, size=6)
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(cache, "read_picture", meanwhile)
        patch.setattr(os, "cpu_count", lambda: 1)
        ours = load(pets, size=6)
    for folder in (ours, load(pets, size=6)):
        np.testing.assert_array_equal(folder.test.pictures.astype("float32"), expected)


def test_a_cache_that_cannot_be_written_names_the_remedy(pets):
    (pets.parent / "cache").write_text("a file")
    with pytest.raises(UserError, match=r"cannot be kept in .*KILAS_DATA"):
        load(pets)
