"""A picture through a trained network: what each layer finds in it, where the answer lies."""

from pathlib import Path

import numpy as np
from PIL import Image

from training.backend import keras
from training.datasets.picture import read_picture, to_tensor
from training.report.page import Section, write_page
from training.report.sheets import write_sheet
from training.run import Run

CHANNELS = 8  # of each layer: those that respond most strongly
CAPTION = 15  # letters that fit below a picture
CONVOLUTIONS = (keras.layers.Conv2D, keras.layers.DepthwiseConv2D, keras.layers.SeparableConv2D)


def features(run: Run, file: Path, size: int, folder: Path) -> Path:
    """Write `layers.png`, `map.png` and the page that shows them into `folder`; returns the page.

    size: side of the pictures that the run learned from. Raises UserError for a file that is no
    picture, and for a run without a model.
    """
    names = run.class_names()
    tensor = to_tensor(read_picture(file), size)
    outputs, responses = look(run.deployed(), tensor)
    probabilities = outputs["probabilities"]
    best = int(probabilities.argmax())
    picture = np.rint(tensor).astype("uint8")

    folder.mkdir(parents=True, exist_ok=True)
    sections = [
        activation_map(picture, outputs, best, names, folder / "map.png"),
        layer_sheet(picture, responses, folder / "layers.png"),
    ]
    title = f"{file.name}: {names[best]}, {probabilities[best]:.0%}"
    write_page(folder / "index.html", title, sections)
    return folder / "index.html"


def look(deployed: keras.Model, tensor: np.ndarray) -> tuple[dict, dict]:
    """The network's outputs, and the response of each convolution [height, width, channels]."""
    layers = {
        layer.name: layer.output for layer in deployed.layers if isinstance(layer, CONVOLUTIONS)
    }
    layers.pop("class_maps", None)
    model = keras.Model(deployed.input, {"outputs": deployed.output, "layers": layers})
    values = model(tensor[None], training=False)
    return tuple(
        {name: keras.ops.convert_to_numpy(value)[0] for name, value in values[key].items()}
        for key in ("outputs", "layers")
    )


def activation_map(
    picture: np.ndarray, outputs: dict, best: int, names: list[str], path: Path
) -> Section:
    """The picture, and where in it the class maps speak for the likeliest class."""
    if "class_maps" not in outputs:
        line = "Its last layers mix all places, so there is no map of what the answer rests on."
        return Section("Activation map", (line,))
    for_class = np.maximum(outputs["class_maps"][..., best], 0)
    heat = grey(enlarged(for_class, len(picture)))
    lit = (picture * (0.25 + 0.75 * heat / 255)).astype("uint8")
    write_sheet([picture, lit, heat], path, 3)
    line = f"The brighter, the more a place speaks for {names[best]}."
    return Section("Activation map", (line,), path)


def layer_sheet(picture: np.ndarray, responses: dict[str, np.ndarray], path: Path) -> Section:
    """A row for each convolution, from the first to the last: the picture, then channels."""
    pictures, captions = [], []
    for name, response in responses.items():
        chosen = strongest(response)
        shown = [
            enlarged(np.maximum(response[..., channel], 0), len(picture)) for channel in chosen
        ]
        missing = CHANNELS - len(chosen)
        pictures += [picture, *map(grey, shown), *[np.full_like(picture, 255)] * missing]
        captions += [
            name[:CAPTION],
            *(f"channel {number}" for number in chosen),
            *[""] * missing,
        ]
    write_sheet(pictures, path, CHANNELS + 1, captions)
    line = (
        f"A row for each convolution, the first at the top: the {CHANNELS} channels that respond "
        "most strongly to this picture, white where they do."
    )
    return Section("What each layer responds to", (line,), path)


def strongest(response: np.ndarray) -> np.ndarray:
    """The channels of [height, width, channels] that reach the highest values, highest first."""
    return np.argsort(-response.max(axis=(0, 1)), kind="stable")[:CHANNELS]


def enlarged(values: np.ndarray, side: int) -> np.ndarray:
    """Values from 0 up [height, width] -> uint8 [side, side], the largest becoming 255."""
    scaled = values / max(float(values.max()), 1e-9) * 255
    image = Image.fromarray(np.rint(scaled).astype("uint8"))
    return np.asarray(image.resize((side, side), Image.Resampling.BILINEAR))


def grey(values: np.ndarray) -> np.ndarray:
    """uint8 [height, width] as a picture of three equal channels."""
    return np.repeat(values[..., None], 3, axis=2)
