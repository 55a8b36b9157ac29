from pathlib import Path

import pytest

from training.datasets.table import TABLE, archive_folder, choose_data, open_data
from training.errors import UserError

BATCHES = "cifar-10-batches-py"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KILAS_DATA", raising=False)
    return tmp_path


def test_what_the_recipe_says_is_taken_from_the_folder_called_data():
    assert choose_data(None, "cifar10") == ("cifar10", Path("data"))


def test_a_name_and_the_environment_go_together(here, monkeypatch):
    (here / "archives").mkdir()
    monkeypatch.setenv("KILAS_DATA", "archives")
    assert choose_data("cifar100", "cifar10") == ("cifar100", Path("archives"))


def test_a_folder_of_pictures_is_known_from_anywhere(here):
    (here / "pets").mkdir()
    for given, own in [("pets", "cifar10"), (None, "pets")]:
        assert choose_data(given, own) == (str(here / "pets"), Path("data"))


@pytest.mark.parametrize("place", ["given", "environment"])
@pytest.mark.parametrize("step", [".", BATCHES])
def test_a_folder_with_the_archive_and_the_archive_itself_will_do(here, monkeypatch, place, step):
    (here / "there" / BATCHES).mkdir(parents=True)
    monkeypatch.chdir(here / "there" / step)
    if place == "environment":
        monkeypatch.setenv("KILAS_DATA", ".")
    data, archives = choose_data("." if place == "given" else None, "cifar10")
    assert data == "cifar10"
    assert archives.resolve() == here / "there"


def test_a_mistyped_name_starts_no_download(here):
    with pytest.raises(UserError, match=r"'cifr10' is neither a folder .*Known: cifar10, cifar100"):
        choose_data("cifr10", "cifar10")
    assert list(here.iterdir()) == []


def test_a_mistyped_environment_starts_no_download(here, monkeypatch):
    monkeypatch.setenv("KILAS_DATA", "dta")
    with pytest.raises(UserError, match=r"KILAS_DATA names dta, which is no folder"):
        archive_folder()
    assert list(here.iterdir()) == []


def test_a_data_set_is_named_before_it_is_read(here):
    assert {name: len(open_data(name, here).classes) for name in TABLE} == {
        "cifar10": 10,
        "cifar100": 100,
        "cifar100-superclasses": 20,
    }
