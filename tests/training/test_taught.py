import base64
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.datasets.generated import generated_pictures
from training.errors import UserError
from training.files import read_json
from training.predict import load_model, predict
from training.taught import Taught, answer, read_taught, to_unit

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "web" / "model"
GOLDEN = ROOT / "tests" / "golden" / "head.json"


def encode(embedding) -> str:
    return base64.b64encode(np.asarray(embedding, "<f4").tobytes()).decode()


@pytest.fixture
def content():
    """Classes as the page saves them, taught by a picture each upon the shipped model."""
    model = load_model(MODELS, None)
    size = model.metadata["input"]["size"]
    pictures = generated_pictures(2, size).astype("float32")
    embeddings = [model.run(picture[None])["embedding"][0] for picture in pictures]
    directions = to_unit(np.stack(embeddings))
    weights = [file["sha256"] for file in model.metadata["files"] if file["path"].endswith(".bin")]
    return {
        "kilas": "taught classes",
        "format": 1,
        "base": {"name": "cifar10", "title": {"en": "CIFAR-10"}, "weights": weights},
        "threshold": 0.999,
        "classes": [
            {
                "name": name,
                "weights": [*(20 * direction), 0],
                "examples": [{"take": None, "embedding": encode(embedding), "picture": ""}],
            }
            for name, direction, embedding in zip("ab", directions, embeddings, strict=True)
        ],
    }


@pytest.fixture
def write(tmp_path):
    def write(content) -> Path:
        path = tmp_path / "kilas-classes.json"
        path.write_text(json.dumps(content))
        return path

    return write


def test_answers_are_those_of_scikit_learn():
    golden = read_json(GOLDEN)
    taught = Taught("", [], list("abc"), np.array(golden["weights"]),
                    to_unit(np.array(golden["embeddings"])), 0)  # fmt: skip
    outputs = answer(taught, np.array(golden["pictures"]))
    np.testing.assert_allclose(outputs["probabilities"], golden["probabilities"], atol=1e-9)
    np.testing.assert_allclose(outputs["confidence"], golden["nearness"], atol=1e-9)


def test_an_embedding_of_zeros_is_answered():
    taught = Taught("", [], ["a", "b"], np.zeros((2, 4)), np.zeros((1, 3)), 0)
    outputs = answer(taught, np.zeros((1, 3), "float32"))
    np.testing.assert_allclose(outputs["probabilities"], [[0.5, 0.5]])


def test_a_file_from_the_page_answers_with_its_classes(write, content, tmp_path):
    known, strange = tmp_path / "known.png", tmp_path / "strange.png"
    size = load_model(MODELS, None).metadata["input"]["size"]
    Image.fromarray(generated_pictures(2, size)[1]).save(known)
    Image.fromarray(generated_pictures(1, size, seed=9)[0]).save(strange)
    first, second = predict(load_model(MODELS, str(write(content))), [known, strange])
    assert first["label"] == "b"
    assert first["confidence"] == pytest.approx(1, abs=1e-6)
    assert (first["rejected"], second["rejected"]) == (False, True)
    assert {entry["label"] for entry in first["predictions"]} == {"a", "b"}


def test_a_file_for_other_weights_is_refused_by_the_name_of_its_model(write, content):
    content["base"] = {"name": "zoo", "weights": ["0" * 64]}
    with pytest.raises(UserError, match=r"taught upon 'zoo', and no model in .* has its weights"):
        load_model(MODELS, str(write(content)))


def test_too_few_classes_are_told(write, content):
    content["threshold"] = None
    with pytest.raises(UserError, match="fewer than two classes"):
        read_taught(write(content))


@pytest.mark.parametrize("damage", [
    lambda content: content.pop("classes"),
    lambda content: content.update(format=2),
    lambda content: content["classes"][0]["examples"][0].update(embedding="?"),
    lambda content: content["classes"][0]["weights"].pop(),
])  # fmt: skip
def test_a_damaged_file_is_named(write, content, damage):
    damage(content)
    with pytest.raises(UserError, match=r"kilas-classes\.json is no file of taught classes"):
        read_taught(write(content))


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(UserError, match=r"missing\.json is no file of taught classes"):
        load_model(MODELS, str(tmp_path / "missing.json"))
