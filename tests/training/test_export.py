import base64
import hashlib
import json
import shutil

import jsonschema
import numpy as np
import pytest

from training import formats
from training.datasets.generated import generated_split
from training.errors import UserError
from training.export import AGREEMENT, SCHEMA, add_to_index, export, largest_difference
from training.run import Run
from training.runners import load_tfjs, load_tflite

PICTURES = generated_split(50, classes=10, seed=3).pictures


@pytest.fixture(scope="module")
def metadata(smoke):
    return json.loads((smoke.models / "cifar10" / "metadata.json").read_text())


def test_an_export_holds_what_the_page_and_predict_load(smoke, metadata):
    folder = smoke.models / "cifar10"
    jsonschema.validate(metadata, json.loads(SCHEMA.read_text()))
    listed = {entry["path"] for entry in metadata["files"]}
    assert {path.name for path in folder.iterdir()} == listed | {"metadata.json", "model.tflite"}
    for entry in metadata["files"]:
        data = (folder / entry["path"]).read_bytes()
        assert len(data) == entry["bytes"]
        assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    index = json.loads((smoke.models / "index.json").read_text())
    assert index == {"default": "cifar10", "models": ["cifar10"]}


def test_the_self_check_holds_what_the_terminal_answers(smoke, metadata):
    run = load_tflite(smoke.models / "cifar10" / "model.tflite")
    size = metadata["input"]["size"]
    for check in metadata["self_check"]["pictures"]:
        pixels = np.frombuffer(base64.b64decode(check["pixels"]), "uint8")
        answer = run(pixels.reshape(1, size, size, 3).astype("float32"))["probabilities"][0]
        np.testing.assert_allclose(answer, check["probabilities"], atol=1e-4)


def test_wide_kernels_on_disk_are_bytes_and_other_weights_float16(smoke):
    folder = smoke.models / "cifar10"
    manifest = json.loads((folder / "model.json").read_text())["weightsManifest"]
    entries = [entry for group in manifest for entry in group["weights"]]
    for entry in entries:
        if entry["dtype"] == "float32":
            wide = len(entry["shape"]) == 4 and entry["shape"][0] > 1 and entry["shape"][2] > 3
            kind = "uint8" if wide else "float16"
            assert entry["quantization"]["dtype"] == kind


def test_no_output_lost_its_name(smoke, metadata):
    """All have the right name if each has the right shape and they fit each other."""
    result = load_tfjs(smoke.models / "cifar10")(PICTURES.astype("float32"))
    assert set(result) == set(metadata["outputs"])
    np.testing.assert_allclose(result["probabilities"].sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(result["probabilities"].max(axis=1), result["confidence"])
    np.testing.assert_allclose(result["class_maps"].mean(axis=(1, 2)), result["logits"], atol=1e-4)
    assert result["embedding"].shape[0] == len(PICTURES)


@pytest.fixture
def copying(smoke, monkeypatch):
    """Converters that hand out what the smoke run's own wrote, to spare half a minute each."""
    exported = smoke.models / "cifar10"

    def write_tfjs(saved_model, folder, outputs):
        folder.mkdir(parents=True)
        for name in ("model.json", "weights.bin"):
            shutil.copy(exported / name, folder)

    monkeypatch.setattr(formats, "write_saved_model", lambda model, folder: None)
    monkeypatch.setattr(formats, "write_tfjs", write_tfjs)
    monkeypatch.setattr(
        formats, "write_tflite", lambda saved, path: shutil.copy(exported / "model.tflite", path)
    )


def test_an_export_takes_the_place_of_the_one_before(smoke, copying, tmp_path):
    (tmp_path / "cifar10").mkdir()
    (tmp_path / "cifar10" / "group1-shard9of9.bin").touch()
    folder = export(Run(smoke.folder), "cifar10", PICTURES, tmp_path)
    assert folder == tmp_path / "cifar10"
    exported = smoke.models / "cifar10"
    assert {path.name for path in folder.iterdir()} == {path.name for path in exported.iterdir()}


@pytest.mark.parametrize(
    ("writer", "file"),
    [("write_tfjs", "weights.bin"), ("write_tflite", "model.tflite")],
)
def test_a_format_with_damaged_weights_is_not_published(
    smoke, copying, tmp_path, monkeypatch, writer, file
):
    published = tmp_path / "cifar10"
    published.mkdir()
    (published / "metadata.json").write_text("the one before")
    write = getattr(formats, writer)

    def damage(source, target, *more):
        write(source, target, *more)
        path = target / file if target.is_dir() else target
        data = bytearray(path.read_bytes())
        middle = slice(len(data) // 2, len(data) // 2 + 2000)
        data[middle] = bytes(len(data[middle]))
        path.write_bytes(data)

    monkeypatch.setattr(formats, writer, damage)
    with pytest.raises(UserError, match=r"differs from Keras by .*so nothing was published"):
        export(Run(smoke.folder), "cifar10", PICTURES, tmp_path)
    assert (published / "metadata.json").read_text() == "the one before"
    assert [path.name for path in tmp_path.iterdir()] == ["cifar10"]
    assert [path.name for path in published.iterdir()] == ["metadata.json"]


@pytest.mark.parametrize("name", ["Cat Dog", "../elsewhere", ""])
def test_a_name_that_the_page_could_not_load_is_refused_at_once(smoke, tmp_path, name):
    with pytest.raises(UserError, match="lower-case letters"):
        export(Run(smoke.folder), name, PICTURES, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_the_largest_difference_of_any_output_counts():
    expected = {"probabilities": np.array([0.5, 0.5]), "class_maps": np.array([10.0, 0.0])}
    actual = {"probabilities": np.array([0.5, 0.5]), "class_maps": np.array([10.0, 0.5])}
    assert largest_difference(expected, actual) == pytest.approx(0.05)


@pytest.mark.parametrize("output", ["probabilities", "class_maps"])
def test_an_output_that_is_no_number_never_agrees(output):
    expected = {"probabilities": np.zeros(2), "class_maps": np.zeros(2)}
    actual = expected | {output: np.array([0, np.nan])}
    assert not largest_difference(expected, actual) <= AGREEMENT


def test_a_model_may_become_the_one_that_the_page_begins_with(tmp_path):
    add_to_index(tmp_path, "cifar10")
    add_to_index(tmp_path, "birds", first=True)
    index = json.loads((tmp_path / "index.json").read_text())
    assert index == {"default": "birds", "models": ["birds", "cifar10"]}


def test_another_model_joins_the_index_and_leaves_the_default(tmp_path):
    for name in ("cifar10", "birds", "cifar10"):
        add_to_index(tmp_path, name)
    index = json.loads((tmp_path / "index.json").read_text())
    assert index == {"default": "cifar10", "models": ["birds", "cifar10"]}
