import numpy as np
import pytest
from PIL import Image

from training.backend import keras
from training.datasets.generated import generated_pictures
from training.errors import UserError
from training.features import CHANNELS, enlarged, features, layer_sheet, strongest
from training.run import Run


def test_every_convolution_has_its_row_and_the_answer_its_map(smoke, tmp_path):
    Image.fromarray(generated_pictures(1, 50)[0]).save(tmp_path / "photo.png")
    page = features(Run(smoke.folder), tmp_path / "photo.png", 32, tmp_path / "shown")
    convolutions = [
        layer
        for layer in Run(smoke.folder).model().layers
        if isinstance(layer, keras.layers.Conv2D)
    ]
    assert page.read_text().count("data:image/png") == 2
    place = np.array([96 + 4, 96 + 4 + 28])
    layers = Image.open(tmp_path / "shown" / "layers.png")
    assert layers.size == tuple(place * [CHANNELS + 1, len(convolutions)])
    assert Image.open(tmp_path / "shown" / "map.png").size == (300, 100)


def test_the_channels_that_reach_the_highest_values_come_first():
    response = np.zeros((2, 2, CHANNELS + 1))
    response[0, 1] = [1, 9, 2, 8, 3, 7, 4, 6, 5]
    assert strongest(response).tolist() == [1, 3, 5, 7, 8, 6, 4, 2]
    assert strongest(-response[..., :3]).tolist() == [0, 1, 2]


def test_a_layer_of_few_channels_leaves_places_empty(tmp_path):
    layer_sheet(np.zeros((96, 96, 3), "uint8"), {"conv": np.ones((4, 4, 3))}, tmp_path / "a.png")
    sheet = np.asarray(Image.open(tmp_path / "a.png"))
    assert sheet.shape == (128, 9 * 100, 3)
    assert (sheet[:, 4 * 100 :] == 255).all()


def test_a_map_is_scaled_to_its_largest_value():
    shown = enlarged(np.array([[0, 2], [4, 8.0]]), 2)
    np.testing.assert_array_equal(shown, [[0, 64], [128, 255]])
    assert enlarged(np.zeros((2, 2)), 4).max() == 0


def test_what_is_no_picture_is_refused_and_nothing_is_written(smoke, tmp_path):
    with pytest.raises(UserError, match="does not exist"):
        features(Run(smoke.folder), tmp_path / "photo.png", 32, tmp_path / "shown")
    assert not (tmp_path / "shown").exists()
