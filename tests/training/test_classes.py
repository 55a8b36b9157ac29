import pytest

from training.classes import class_names, load_classes
from training.errors import UserError

# batches.meta of the original archive.
CIFAR10 = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]


def test_the_classes_of_cifar10_stand_in_the_order_of_its_labels():
    assert class_names("cifar10") == CIFAR10


def test_every_word_is_there_in_both_languages_and_every_class_has_an_emoji():
    content = load_classes("cifar10")
    for text in (content["title"], *content["card"].values()):
        assert set(text) == {"en", "id"}
    for entry in content["classes"]:
        assert set(entry["labels"]) == {"en", "id"}
        assert all(entry["labels"].values())
        assert entry["emoji"]


def test_a_data_set_without_classes_is_told():
    with pytest.raises(UserError, match=r"nope\.toml, which names the classes of 'nope'"):
        class_names("nope")
