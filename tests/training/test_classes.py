import tomllib

import pytest

from training import classes
from training.classes import check_names, load_classes, made_up, name_classes, shared_names
from training.errors import UserError

SHIPPED = sorted(path.stem for path in (classes.FOLDER / "classes").glob("*.toml"))

# batches.meta of the original archive.
CIFAR10 = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]


def test_the_classes_of_cifar10_stand_in_the_order_of_its_labels():
    assert shared_names("cifar10") == CIFAR10


@pytest.mark.parametrize(("data", "count"), [("cifar100", 100), ("cifar100-superclasses", 20)])
def test_the_classes_of_cifar100_stand_in_the_order_of_its_labels(data, count):
    names = shared_names(data)
    assert len(names) == count
    assert names == sorted(names)  # as in the meta of the original archive


@pytest.mark.parametrize("data", SHIPPED)
def test_every_word_is_there_in_both_languages_and_every_class_has_an_emoji(data, tmp_path):
    content = load_classes(data, tmp_path)
    for text in (content["title"], *content.get("card", {}).values()):
        assert set(text) == {"en", "id"}
    labels = []
    for entry in content["classes"]:
        assert set(entry["labels"]) == {"en", "id"}
        assert all(entry["labels"].values())
        assert entry["emoji"]
        labels.append(tuple(entry["labels"].values()))
    for language in zip(*labels, strict=True):
        assert len(set(language)) == len(language)  # no two classes are called the same


def test_a_data_set_without_classes_is_told(tmp_path):
    with pytest.raises(UserError, match=r"nope\.toml, which names the classes, is missing"):
        load_classes("nope", tmp_path)


def test_a_folder_gets_classes_that_its_maker_may_edit(tmp_path):
    names = ["big_cat", 'the "dog"', "tab\there\x7f"]
    name_classes("/somewhere/My pets", names, tmp_path)
    content = load_classes("/somewhere/My pets", tmp_path)
    assert content["title"]["en"] == "My pets"
    assert sorted(entry["name"] for entry in content["classes"]) == sorted(names)

    path = tmp_path / "classes.toml"
    path.write_text(path.read_text().replace('"big cat"', '"kucing besar"'))
    name_classes("/somewhere/My pets", names, tmp_path)
    labels = [entry["labels"] for entry in load_classes("/somewhere/My pets", tmp_path)["classes"]]
    assert {"en": "kucing besar", "id": "kucing besar"} in labels


def test_the_rows_of_a_folders_classes_may_stand_in_any_order(tmp_path):
    (tmp_path / "classes.toml").write_text(made_up("pets", ["b", "c", "a"]))
    content = load_classes("/pets", tmp_path)
    assert [entry["name"] for entry in content["classes"]] == ["a", "b", "c"]


def test_a_folder_that_fits_a_known_file_needs_none_of_its_own(tmp_path):
    names = shared_names("clothing")
    name_classes("/data/clothing", names, tmp_path)
    assert not (tmp_path / "classes.toml").exists()
    name_classes("/data/clothing", names[1:], tmp_path)
    assert (tmp_path / "classes.toml").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('emoji = ""', "emoji = 1"),
        ('en = "a"', 'english = "a"'),
        ('id = "a"', 'id = ""'),
        ("title", "titel"),
        ("classes = [", "classes = [ 1,"),
        ('emoji = "", ', ""),
    ],
)
def test_a_slip_of_the_maker_is_told(tmp_path, before, after):
    text = made_up("pets", ["a", "b"])
    assert before in text
    (tmp_path / "classes.toml").write_text(text.replace(before, after))
    with pytest.raises(UserError, match=r"classes\.toml"):
        load_classes("/pets", tmp_path)


def test_what_is_made_up_is_toml_with_all_that_a_page_needs():
    content = tomllib.loads(made_up("pets", ["a_b"]))
    assert content["classes"] == [
        {"name": "a_b", "emoji": "", "labels": {"en": "a b", "id": "a b"}}
    ]


def test_a_folder_with_other_classes_than_the_run_is_refused():
    with pytest.raises(UserError, match=r"pets has other classes than the run: .* lacks b, c\."):
        check_names("pets", ["a", "c"], ["a", "b"])
    with pytest.raises(UserError, match=r"lacks b, c, d, e, f and 2 more\."):
        check_names("pets", ["a"], list("abcdefgh"))
