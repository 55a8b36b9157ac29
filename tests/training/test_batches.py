import numpy as np
import pytest

from training.backend import keras
from training.datasets.batches import TrainingBatches, WholePictures
from training.datasets.generated import generated_split
from training.datasets.splits import NOTHING, Split
from training.recipe import load_recipe


@pytest.fixture
def split():
    """103 pictures of noise, each with its number in its first label digits."""
    random = np.random.default_rng(0)
    return Split(random.integers(0, 256, (103, 8, 8, 3), "uint8"), np.arange(103))


def batches(split, others=NOTHING, **overrides):
    plain = {"flip": False, "shift": 0, "cutout": 0, "early_crop": 0, "early_epochs": 0}
    return TrainingBatches(split, 103, load_recipe("smoke", **plain | overrides), others)


def test_a_batch_is_pictures_and_their_labels_as_keras_wants_them(split):
    pictures, labels = batches(split)[0]
    assert pictures.shape == (32, 8, 8, 3)
    assert pictures.dtype == labels.dtype == np.float32
    assert (labels.sum(axis=1) == 1).all()
    np.testing.assert_array_equal(pictures, split.pictures[labels.argmax(axis=1)])


def test_teachers_count_as_much_as_the_label_and_are_not_asked_about_outliers(split):
    seen = []

    def sure_of(label):
        def teacher(pictures):
            seen.append(pictures)
            return np.eye(103, dtype="float32")[np.full(len(pictures), label)]

        return teacher

    outliers = Split(split.pictures[:9], np.arange(9))
    plain = batches(split, outliers, outliers="cifar100", outlier_share=0.25, shift=2)
    taught = TrainingBatches(split, 103, plain.recipe, outliers, teachers=[sure_of(0), sure_of(1)])
    pictures, own = plain[1]
    same, labels = taught[1]
    np.testing.assert_array_equal(same, pictures)
    known = own[:, :103].any(axis=1)
    assert known.sum() == 24
    for views in seen:
        np.testing.assert_array_equal(views, pictures[known])
    np.testing.assert_array_equal(labels[~known], own[~known])
    expected = (own[known] + np.eye(112)[0] + np.eye(112)[1]) / 3
    np.testing.assert_allclose(labels[known], expected, atol=1e-6)


def test_an_epoch_shows_no_picture_twice_and_leaves_the_small_batch_out(split):
    one = batches(split)
    assert len(one) == 3
    shown = np.concatenate([one[number][1].argmax(axis=1) for number in range(3)])
    assert len(set(shown)) == 96


def test_a_batch_depends_on_seed_epoch_and_number_alone(split):
    augmented = {"flip": True, "shift": 2, "cutout": 4, "early_crop": 7, "early_epochs": 2}
    straight = batches(split, **augmented)
    for epoch in range(3):
        straight.start_epoch(epoch)
        for number in range(3):
            straight[number]
    resumed = batches(split, **augmented)
    resumed.start_epoch(2)
    np.random.seed(1)
    for before, after in zip(straight[1], resumed[1], strict=True):
        np.testing.assert_array_equal(before, after)


def test_another_seed_epoch_or_number_gives_another_batch(split):
    first = batches(split)[0][0]
    later = batches(split)
    later.start_epoch(1)
    for other in (batches(split, seed=43)[0], batches(split)[1], later[0]):
        assert (other[0] != first).any()


def test_every_picture_is_mirrored_in_every_other_epoch(split):
    one = batches(split, flip=True)
    everyone = np.arange(103)
    mirrored = []
    for epoch in range(4):
        one.start_epoch(epoch)
        shown = one.augmented(everyone, 0)
        mirrored.append((shown == split.pictures[:, :, ::-1]).all(axis=(1, 2, 3)))
        np.testing.assert_array_equal(shown[~mirrored[-1]], split.pictures[~mirrored[-1]])
    np.testing.assert_array_equal(mirrored[0], ~mirrored[1])
    np.testing.assert_array_equal(mirrored[0], mirrored[2])
    np.testing.assert_array_equal(mirrored[1], mirrored[3])
    assert 30 < mirrored[0].sum() < 73


def test_the_last_epochs_show_whole_pictures(split):
    hidden = batches(split, cutout=4, early_crop=8, early_epochs=2)
    cut = batches(split, early_crop=5, early_epochs=2)
    for epoch, size, whole in [(0, 5, False), (1, 5, False), (2, 8, True)]:
        hidden.start_epoch(epoch)
        pictures, labels = hidden[0]
        assert (pictures == split.pictures[labels.argmax(axis=1)]).all() == whole
        cut.start_epoch(epoch)
        assert cut[0][0].shape == (32, size, size, 3)


def test_outliers_join_each_batch_under_labels_of_their_own(split):
    outliers = Split(split.pictures[:20] // 2, np.arange(20) % 5)
    one = batches(split, outliers, outliers="cifar100", outlier_share=0.25)
    assert one.classes == 108
    assert len(one) == 103 // 24
    shown = []
    for number in range(len(one)):
        pictures, labels = one[number]
        answers = labels.argmax(axis=1)
        assert labels.shape == (32, 108)
        assert (answers[:24] < 103).all()
        assert (answers[24:] >= 103).all()
        for picture, answer in zip(pictures[24:], answers[24:], strict=True):
            (index,) = np.flatnonzero((outliers.pictures == picture).all(axis=(1, 2, 3)))
            assert outliers.labels[index] == answer - 103
            shown.append(index)
    assert set(shown) == set(range(20))  # 32 places: each outlier comes before one comes again


def test_without_outliers_their_share_goes_to_the_classes(split):
    assert batches(split, outliers="cifar100", outlier_share=0.25).known_in_batch == 32


def test_fewer_pictures_than_a_batch_make_one_batch(split):
    assert len(batches(split.take(np.arange(5)))) == 1


@pytest.mark.parametrize(
    "keys",
    [
        {"rotate": 15.0},
        {"zoom": 0.2},
        {"shear": 10.0},
        {"resolution": 0.2},
        {"brightness": 0.2},
        {"contrast": 0.3},
        {"mixup": 0.4},
    ],
)
def test_each_key_of_a_recipe_augments_the_same_way_again(split, keys):
    plain, first, again = batches(split)[1], batches(split, **keys)[1], batches(split, **keys)[1]
    assert (first[0] != plain[0]).any()
    assert (first[1] != plain[1]).any() == ("mixup" in keys)
    for ours, theirs in zip(first, again, strict=True):
        assert ours.dtype == np.float32
        np.testing.assert_array_equal(ours, theirs)


def test_a_hidden_square_stays_square_beneath_all_other_changes(split):
    keys = {"rotate": 30.0, "resolution": 0.2, "brightness": 0.3, "cutout": 4, "early_epochs": 9}
    pictures, _ = batches(split, **keys)[0]
    hidden = (pictures == 128).all(axis=-1)
    # Noise has the same grey in all three channels almost never, so what has it is hidden.
    heights, widths = hidden.any(axis=2).sum(axis=1), hidden.any(axis=1).sum(axis=1)
    assert (hidden.sum(axis=(1, 2)) == heights * widths).mean() > 0.9
    assert np.median(heights) in (3, 4)


def test_pictures_read_batch_by_batch_give_the_figures_of_those_in_memory(float32):
    split = generated_split(50, classes=3)
    model = keras.Sequential([keras.Input((32, 32, 3)), keras.layers.Flatten(),
                              keras.layers.Dense(3)])  # fmt: skip
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile("sgd", loss, metrics=["accuracy"], jit_compile=False)
    labels = keras.utils.to_categorical(split.labels, 3)
    whole = model.evaluate(split.pictures.astype("float32"), labels, batch_size=16, verbose=0)
    assert model.evaluate(WholePictures(split, 3, 16), verbose=0) == whole
