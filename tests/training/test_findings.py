import numpy as np

from training.datasets.findings import count_sentences, duplicate_sentences, skipped_sentences

CLASSES = ["cat", "dog"]


def test_uneven_classes_are_told_and_even_ones_are_not():
    even, uneven = np.repeat([0, 1], [19, 10]), np.repeat([0, 1], [10, 20])
    assert count_sentences(CLASSES, even) == ["29 pictures of 2 classes to train and validate on."]
    assert count_sentences(CLASSES, uneven)[1] == (
        "The classes are uneven: 20 pictures of dog, 10 of cat. "
        "class_weights = true in the recipe lets them count the same."
    )


def test_skipped_files_are_counted_and_the_first_ten_named():
    assert skipped_sentences([]) == []
    assert skipped_sentences(["a.jpg is damaged."]) == ["1 file was skipped:", "a.jpg is damaged."]
    many = skipped_sentences([f"{number}.jpg is damaged." for number in range(13)])
    assert many[0] == "13 files were skipped:"
    assert many[10:] == ["9.jpg is damaged.", "and 3 more."]


def test_pictures_on_both_sides_of_a_split_are_named():
    names = (["cat/1.jpg", "cat/2.jpg"], ["cat/3.jpg", "dog/4.jpg", "dog/5.jpg"])
    assert duplicate_sentences(["a", "b"], ["c", "b", "b"], names) == [
        "2 test pictures are in the training pictures too, value for value.",
        "dog/4.jpg is cat/2.jpg.",
        "dog/5.jpg is cat/2.jpg.",
    ]
    assert duplicate_sentences(["a"], ["b"]) == []
