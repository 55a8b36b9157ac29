"""A model in any format, run again as it lies on disk.

TensorFlow is imported only for the formats that need it.
"""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from training.quiet import silent_stderr

Outputs = dict[str, np.ndarray]
Runner = Callable[[np.ndarray], Outputs]  # float32 [n, size, size, 3] in 0 to 255


def load(path: Path) -> Runner:
    """A `.tflite` or `.keras` file, or the folder of a SavedModel or a TensorFlow.js graph.

    Raises ValueError for anything else, and whatever its reader raises for a damaged one.
    """
    if path.suffix == ".tflite":
        return load_tflite(path)
    if path.suffix == ".keras":
        return load_keras(path)
    if (path / "saved_model.pb").exists():
        return load_saved_model(path)
    if (path / "model.json").exists():
        return load_tfjs(path)
    raise ValueError("neither .tflite nor .keras, nor a folder of a SavedModel or of TensorFlow.js")


def load_tflite(path: Path) -> Runner:
    """A `model.tflite`, by its interpreter and without TensorFlow."""
    with silent_stderr():
        from ai_edge_litert.interpreter import Interpreter

        interpreter = Interpreter(model_path=str(path))
        interpreter.allocate_tensors()  # now, since the first time prints a line
        runner = interpreter.get_signature_runner("serve")
    return lambda pictures: runner(image=pictures)


def load_keras(path: Path) -> Runner:
    """A deployed model that Keras has saved."""
    from training.backend import keras

    model = keras.models.load_model(path, compile=False)
    return model.predict_on_batch


def load_saved_model(folder: Path) -> Runner:
    """A SavedModel, in TensorFlow."""
    from training.backend import tensorflow as tf

    model = tf.saved_model.load(str(folder))
    return lambda pictures: {
        name: value.numpy() for name, value in model.serve(tf.constant(pictures)).items()
    }


def tensor_names(folder: Path) -> tuple[str, dict[str, str]]:
    """The graph's input tensor and its output tensors by name, from `model.json`."""
    signature = json.loads((folder / "model.json").read_text())["signature"]
    (image,) = signature["inputs"].values()
    return image["name"], {key: value["name"] for key, value in signature["outputs"].items()}


def load_tfjs(folder: Path) -> Runner:
    """What TensorFlow.js's converter wrote, graph and weights as they lie on disk, in TensorFlow.

    This is the graph after the converter's own optimisation, so a wrong fold shows here.
    """
    from google.protobuf.json_format import ParseDict
    from tensorflow.core.framework import graph_pb2

    from training.backend import tensorflow as tf

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
