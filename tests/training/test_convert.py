import json
import shutil

import pytest
from PIL import Image

from training.convert import FILES, convert
from training.datasets.generated import generated_pictures, generated_split
from training.errors import UserError
from training.predict import load_model, predict
from training.run import Run

TEST = generated_split(100, classes=10, seed=1)


@pytest.fixture(scope="module")
def run(smoke, tmp_path_factory):
    """A copy of the smoke run, in every format."""
    run = Run(tmp_path_factory.mktemp("runs") / "smoke")
    shutil.copytree(smoke.folder, run.folder)
    convert(run, TEST, TEST.pictures, limit=1)
    return run


def test_every_format_is_read_back_and_measured(run):
    rows = json.loads((run.formats_path / "formats.json").read_text())
    assert [row["format"] for row in rows] == ["as trained", *FILES]
    for row in rows:
        # The smoke run's classes are nearly even, so that roundings decide many of the answers.
        assert row["agreement"] >= (0.3 if row["format"].endswith("int8") else 0.9), row
        assert row["drop"] == pytest.approx(rows[0]["accuracy"] - row["accuracy"])
        assert min(row["bytes"], row["milliseconds"]) > 0
    sizes = {row["format"]: row["bytes"] for row in rows}
    for kind, small in (("TFLite", "int8"), ("TensorFlow.js", "float16")):
        assert sizes[f"{kind} {small}"] < sizes[f"{kind} float32"]


def test_the_page_of_the_run_has_the_table(run):
    page = (run.folder / "evaluation.html").read_text()
    assert "<h2>Formats</h2>" in page
    assert all(f"<td>{name}</td>" in page for name in FILES)


def test_a_format_that_loses_too_much_is_not_kept(run, monkeypatch, tmp_path):
    copy = Run(tmp_path / "run")
    shutil.copytree(run.folder, copy.folder)

    def write(model, name, folder, pictures):
        if name in ("Keras", "SavedModel"):
            source = run.formats_path / FILES[name]
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / FILES[name])

    monkeypatch.setattr("training.convert.write", write)
    monkeypatch.setattr("training.convert.FILES", {key: FILES[key] for key in list(FILES)[:2]})
    kept = [row.kept for row in convert(copy, TEST, TEST.pictures, limit=-1)]
    assert kept == [False, False, False]
    assert {path.name for path in copy.formats_path.iterdir()} == {"formats.json", "metadata.json"}


@pytest.mark.parametrize("name", FILES)
def test_every_format_answers_in_the_terminal(run, tmp_path, name):
    picture = tmp_path / "waves.png"
    Image.fromarray(generated_pictures(1, 50)[0]).save(picture)
    (answer,) = predict(load_model(tmp_path, str(run.formats_path / FILES[name])), [picture])
    assert answer["probability"] == pytest.approx(answer["confidence"], abs=0.01)
    assert len(answer["predictions"]) == 10


def test_a_path_that_is_no_model_is_named(run, tmp_path):
    with pytest.raises(UserError, match=r"nothing\.tflite does not exist\. `convert` writes"):
        load_model(tmp_path, str(tmp_path / "nothing.tflite"))
    (tmp_path / "bare.tflite").touch()
    with pytest.raises(UserError, match=r"bare\.tflite there is no metadata\.json"):
        load_model(tmp_path, str(tmp_path / "bare.tflite"))
    notes = run.formats_path / "notes.txt"
    notes.touch()
    with pytest.raises(UserError, match=r"notes\.txt cannot be read as a model \(neither"):
        load_model(tmp_path, str(notes))
