import pytest

from training.files import read_json, replaced, write_json


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole(tmp_path):
    write_json(tmp_path / "deep" / "figures.json", {"old": 1})
    write_json(tmp_path / "deep" / "figures.json", {"colour": "putih é"})
    assert read_json(tmp_path / "deep" / "figures.json") == {"colour": "putih é"}
    assert names_in(tmp_path / "deep") == ["figures.json"]


def test_a_folder_is_replaced_whole(tmp_path):
    target = tmp_path / "model"
    target.mkdir()
    (target / "old").touch()
    with replaced(target) as beside:
        beside.mkdir()
        (beside / "new").touch()
        assert names_in(target) == ["old"]
    assert names_in(target) == ["new"]
    assert names_in(tmp_path) == ["model"]


def test_an_exception_leaves_the_old_file_and_nothing_beside(tmp_path):
    target = tmp_path / "model.keras"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), replaced(target) as beside:
        beside.write_text("half")
        raise KeyboardInterrupt
    assert target.read_text() == "old"
    assert names_in(tmp_path) == ["model.keras"]


def test_an_exception_leaves_the_old_folder_and_nothing_beside(tmp_path):
    target = tmp_path / "model"
    target.mkdir()
    (target / "old").touch()
    with pytest.raises(OSError), replaced(target) as beside:
        beside.mkdir()
        (beside / "half").touch()
        raise OSError
    assert names_in(target) == ["old"]
    assert names_in(tmp_path) == ["model"]


def test_what_a_killed_writer_left_behind_does_no_harm(tmp_path):
    with replaced(tmp_path / "model") as beside:
        beside.mkdir()
        name = beside.name
    (tmp_path / name).mkdir()
    (tmp_path / name / "half").touch()
    with replaced(tmp_path / "model") as beside:
        beside.mkdir()
        (beside / "new").touch()
    assert names_in(tmp_path / "model") == ["new"]
    assert names_in(tmp_path) == ["model"]


def test_the_name_to_write_to_keeps_its_suffix(tmp_path):
    with replaced(tmp_path / "plot.png") as beside:
        assert beside.suffix == ".png"
        beside.touch()
