"""The deployed model in the formats that leave Python, and how each is run again.

The model of `models/deploy.py` has weights that are 8-bit or float16 numbers already, so writing
them as such loses nothing.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from training.backend import keras
from training.errors import UserError
from training.models.rounding import eight_bit_scale
from training.predict import Outputs
from training.quiet import silent_stderr


def write_saved_model(model: keras.Model, folder: Path) -> None:
    """A SavedModel with named outputs, which both converters read."""
    import tensorflow as tf

    pictures = tf.TensorSpec([None, *model.input_shape[1:]], tf.float32, name="image")
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint("serve", lambda image: model(image, training=False), [pictures])
    archive.write_out(str(folder), verbose=False)


def write_tfjs(saved_model: Path, folder: Path, outputs: list[str]) -> None:
    """`model.json` and its weights, by TensorFlow.js's own converter.

    outputs: the names of the outputs, in any order.
    """
    converter = Path(sys.executable).with_name("tensorflowjs_converter")
    command = [converter, "--input_format=tf_saved_model", "--output_format=tfjs_graph_model",
               "--signature_name=serve", "--quantize_float16=*", saved_model, folder]  # fmt: skip
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0 or not (folder / "model.json").exists():
        raise UserError(f"tensorflowjs_converter failed:\n{result.stderr[-2000:]}")
    name_outputs(folder / "model.json", outputs)
    store_kernels_as_bytes(folder)


def write_tflite(saved_model: Path, path: Path) -> None:
    """`model.tflite` with float16 weights and float32 arithmetic."""
    import tensorflow as tf

    with silent_stderr():
        converter = tf.lite.TFLiteConverter.from_saved_model(
            str(saved_model), signature_keys=["serve"]
        )
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]
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
    """Store each kernel that is made of 8-bit numbers as bytes, in one file for all weights.

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
        scale = eight_bit_scale(values)
        levels = np.round(values / scale)
        if np.array_equal(levels * scale, values):
            zero = 128
            entry["quantization"] = {"dtype": "uint8", "scale": scale, "min": -zero * scale,
                                     "original_dtype": "float32"}  # fmt: skip
            return (levels + zero).astype("uint8").tobytes()
    return values.astype(entry.get("quantization", entry)["dtype"]).tobytes()


def tensor_names(folder: Path) -> tuple[str, dict[str, str]]:
    """The graph's input tensor and its output tensors by name, from `model.json`."""
    signature = json.loads((folder / "model.json").read_text())["signature"]
    (image,) = signature["inputs"].values()
    return image["name"], {key: value["name"] for key, value in signature["outputs"].items()}


def tfjs_runner(folder: Path) -> Callable[[np.ndarray], Outputs]:
    """Run what the converter wrote, graph and weights as they lie on disk, in TensorFlow.

    This is the graph after the converter's own optimisation, so a wrong fold shows here.
    """
    import tensorflow as tf
    from google.protobuf.json_format import ParseDict
    from tensorflow.core.framework import graph_pb2

    graph = graph_pb2.GraphDef()
    model = json.loads((folder / "model.json").read_text())
    ParseDict(model["modelTopology"], graph)
    weights = read_weights(folder, model["weightsManifest"])
    for node in graph.node:
        if node.name in weights:
            node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(weights[node.name]))
    unfuse(graph)
    image, outputs = tensor_names(folder)
    wrapped = tf.compat.v1.wrap_function(lambda: tf.import_graph_def(graph, name=""), [])
    run = wrapped.prune(image, outputs)
    return lambda pictures: {
        name: value.numpy() for name, value in run(tf.constant(pictures)).items()
    }


def unfuse(graph) -> None:
    """Take fused depthwise convolutions apart, which TensorFlow.js alone knows.

    graph: a GraphDef, changed in place.
    """
    for node in list(graph.node):
        if node.op != "FusedDepthwiseConv2dNative":
            continue
        picture, kernel, *bias = node.input
        steps = [step.decode() for step in node.attr["fused_ops"].list.s if step != b"NoOp"]
        name, kind = f"{node.name}/convolution", node.attr["T"].type
        part = graph.node.add(name=name, op="DepthwiseConv2dNative", input=[picture, kernel])
        for key, value in node.attr.items():
            if key not in ("fused_ops", "num_args"):
                part.attr[key].CopyFrom(value)
        for step in steps:
            inputs = [part.name, *bias] if step == "BiasAdd" else [part.name]
            part = graph.node.add(name=f"{node.name}/{step}", op=step, input=inputs)
            part.attr["T"].type = kind
        node.op, node.input[:] = "Identity", [part.name]
        node.attr.clear()
        node.attr["T"].type = kind


def read_weights(folder: Path, manifest: list[dict]) -> Outputs:
    """The weights of a TensorFlow.js model as the page will see them, by name.

    Whatever it is stored as, a weight comes back as what it is computed with; see
    `WeightsManifestEntry` in TensorFlow.js.
    """
    weights = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        position = 0
        for entry in group["weights"]:
            storage = entry.get("quantization", entry)
            stored = np.dtype(storage["dtype"])
            count = int(np.prod(entry["shape"]))
            values = np.frombuffer(data, stored, count, position)
            if "scale" in storage:
                values = values * storage["scale"] + storage["min"]
            weights[entry["name"]] = values.astype(entry["dtype"]).reshape(entry["shape"])
            position += count * stored.itemsize
    return weights
