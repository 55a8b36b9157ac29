"""The deployed model in the formats that leave Python.

The model of `models/deploy.py` has weights that bytes or float16 hold already, so writing
them as such loses nothing. `runners.py` runs each format again.
"""

import contextlib
import io
import json
from pathlib import Path

import numpy as np

from training.backend import keras
from training.errors import UserError
from training.models.rounding import level_scale
from training.quiet import silent_stderr
from training.runners import read_weights


def write_saved_model(model: keras.Model, folder: Path) -> None:
    """A SavedModel with named outputs, which both converters read."""
    import tensorflow as tf

    pictures = tf.TensorSpec([None, *model.input_shape[1:]], tf.float32, name="image")
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint("serve", lambda image: model(image, training=False), [pictures])
    archive.write_out(str(folder), verbose=False)


def write_tfjs(
    saved_model: Path, folder: Path, outputs: list[str], numbers: str = "float16"
) -> None:
    """`model.json` and its weights, by TensorFlow.js's own converter.

    outputs: the names of the outputs, in any order; numbers: what weights are stored as. float16
    is what the page loads, its large kernels as bytes; for uint8 the converter rounds
    every weight anew, to 256 values between the least and the greatest of its tensor.
    """
    quantize = [] if numbers == "float32" else [f"--quantize_{numbers}=*"]
    run_converter(
        "--input_format=tf_saved_model", "--output_format=tfjs_graph_model",
        "--signature_name=serve", *quantize, str(saved_model), str(folder),
    )  # fmt: skip
    name_outputs(folder / "model.json", outputs)
    if numbers == "float16":
        store_kernels_as_bytes(folder)


def run_converter(*arguments: str) -> None:
    """`tensorflowjs_converter`, in this process: another would spend ten seconds on its imports.

    Raises UserError with what it says if it fails.
    """
    try:
        with silent_stderr(), contextlib.redirect_stdout(io.StringIO()):
            from tensorflowjs.converters.converter import convert

            convert(list(arguments))
    except Exception as error:  # of TensorFlow, of its converter, or of the disk
        raise UserError(f"tensorflowjs_converter failed: {error}") from error


def write_tflite(
    saved_model: Path, path: Path, numbers: str = "float16", pictures: np.ndarray | None = None
) -> None:
    """`model.tflite` with float32 or float16 weights and float32 arithmetic, or wholly in int8.

    pictures: for int8, [n, size, size, 3] in 0 to 255, by which the range of each value is chosen.
    """
    import tensorflow as tf

    with silent_stderr():
        converter = tf.lite.TFLiteConverter.from_saved_model(
            str(saved_model), signature_keys=["serve"]
        )
        if numbers != "float32":
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        if numbers == "float16":
            converter.target_spec.supported_types = [tf.float16]
        if numbers == "int8":
            converter.representative_dataset = lambda: (
                {"image": picture[None].astype("float32")} for picture in pictures
            )
        path.write_bytes(converter.convert())


def name_outputs(path: Path, outputs: list[str]) -> None:
    """Give each output its own name again in the signature of a `model.json`.

    The converter loses the name of an output whose last operation another output uses too. What it
    keeps is TensorFlow's order: a dictionary's outputs are `Identity`, `Identity_1`, ... by name.
    """
    model = json.loads(path.read_text())
    tensors = {info["name"]: info for info in model["signature"]["outputs"].values()}
    model["signature"]["outputs"] = {
        output: tensors[f"Identity_{number}:0" if number else "Identity:0"]
        for number, output in enumerate(sorted(outputs))
    }
    path.write_text(json.dumps(model, separators=(",", ":")))


def store_kernels_as_bytes(folder: Path) -> None:
    """Store each kernel that bytes can hold as such, in one file for all weights.

    The converter could do it too, but it chooses the 256 values anew, and so would change weights
    that already lie on such a grid.
    """
    path = folder / "model.json"
    model = json.loads(path.read_text())
    weights = read_weights(folder, model["weightsManifest"])
    entries = [entry for group in model["weightsManifest"] for entry in group["weights"]]
    data = b"".join(store(entry, weights[entry["name"]]) for entry in entries)
    for shard in folder.glob("*.bin"):
        shard.unlink()
    (folder / "weights.bin").write_bytes(data)
    model["weightsManifest"] = [{"paths": ["weights.bin"], "weights": entries}]
    path.write_text(json.dumps(model, separators=(",", ":")))


def store(entry: dict, values: np.ndarray) -> bytes:
    """The bytes of one weight; its entry in the manifest is changed accordingly."""
    if values.ndim == 4:
        scale = level_scale(values)
        levels = np.round(values / scale)
        if np.array_equal(levels * scale, values):
            zero = 128
            entry["quantization"] = {"dtype": "uint8", "scale": scale, "min": -zero * scale,
                                     "original_dtype": "float32"}  # fmt: skip
            return (levels + zero).astype("uint8").tobytes()
    return values.astype(entry.get("quantization", entry)["dtype"]).tobytes()
