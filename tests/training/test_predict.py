import json
import os
import shutil
import sys

import numpy as np
import pytest
from PIL import Image

from training.datasets.generated import generated_pictures
from training.errors import UserError
from training.predict import load_model, predict

CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "waves.png"
    Image.fromarray(generated_pictures(1, 50)[0]).save(path)
    return path


@pytest.fixture
def models(smoke, tmp_path):
    """A copy of what the smoke run published, to be damaged."""
    return shutil.copytree(smoke.models, tmp_path / "models")


def test_an_answer_names_all_classes_best_first(smoke, picture):
    (answer,) = predict(load_model(smoke.models, None), [picture])
    assert answer["file"] == str(picture)
    probabilities = [entry["probability"] for entry in answer["predictions"]]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1, abs=1e-5)
    assert sorted(entry["label"] for entry in answer["predictions"]) == CLASSES
    best = {key: answer[key] for key in ("label", "probability")}
    assert best == answer["predictions"][0]
    assert answer["confidence"] == pytest.approx(answer["probability"])


@pytest.mark.parametrize(("threshold", "rejected"), [(0.0, False), (1.0, True)])
def test_an_answer_below_the_threshold_is_rejected(models, picture, threshold, rejected):
    path = models / "cifar10" / "metadata.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "threshold": threshold}))
    (answer,) = predict(load_model(models, "cifar10"), [picture])
    assert answer["rejected"] is rejected


def test_one_bad_file_does_not_keep_the_others_from_their_answers(smoke, picture, tmp_path):
    files = [picture, tmp_path / "missing.jpg", picture]
    first, missing, second = predict(load_model(smoke.models, None), files)
    assert "does not exist" in missing["error"]
    assert set(missing) == {"file", "error"}
    assert first == second


def test_an_unknown_model_gets_the_names_of_the_known_ones(smoke):
    with pytest.raises(UserError, match=r"no model 'birds'\. Known models: cifar10"):
        load_model(smoke.models, "birds")


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"default": "cifar10"}'])
def test_an_index_that_is_missing_or_damaged_is_named(tmp_path, content):
    if content is not None:
        (tmp_path / "index.json").write_text(content)
    with pytest.raises(UserError, match=r"index\.json cannot be read .*Export a model first"):
        load_model(tmp_path, None)


@pytest.mark.parametrize("file", ["metadata.json", "model.tflite"])
@pytest.mark.parametrize("content", [None, b"", b"not what it was"])
def test_a_model_that_is_missing_a_file_or_damaged_is_named(models, file, content):
    path = models / "cifar10" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=r"The model in .*cifar10 is damaged"):
        load_model(models, None)


def test_the_shipped_model_answers_in_the_terminal_without_tensorflow(python, picture, tmp_path):
    (tmp_path / "text.jpg").write_text("This is a text file.")
    files = [picture, "missing.jpg", "text.jpg", picture]
    result = python("-X", "importtime", "-m", "training", "predict", "--json", *files, cwd=tmp_path)
    first, missing, text, second = map(json.loads, result.stdout.splitlines())
    assert result.returncode == 1
    assert first == second
    assert first["label"] in CLASSES
    assert "missing.jpg does not exist" in missing["error"]
    assert "text.jpg is not a picture" in text["error"]
    lines = result.stderr.splitlines()
    assert all(line.startswith("import time:") for line in lines)  # no noise, no stack trace
    assert not any(line.split()[-1] in ("tensorflow", "keras") for line in lines)


def test_a_person_reads_a_line_a_picture(python, picture, tmp_path):
    result = python("-m", "training", "predict", picture, cwd=tmp_path)
    assert result.returncode == 0
    assert result.stderr == ""
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"{picture}: ")
    assert "%, then " in line


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_a_name_that_is_not_text_is_answered_like_any_other(python, picture, tmp_path):
    odd = os.fsdecode(b"\xff.png")
    picture.rename(tmp_path / odd)
    result = python("-m", "training", "predict", "--json", odd, "missing.jpg", cwd=tmp_path)
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["file"] == odd
    assert np.isfinite(first["probability"])
    assert "does not exist" in second["error"]
