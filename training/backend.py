"""Keras, imported without TensorFlow's start-up noise, and what this machine computes fastest.

Every module that needs Keras takes it from here: `from training.backend import keras`.
"""

import contextlib
import functools
import os
import sys
import time
import warnings
from collections.abc import Iterator

import numpy as np

from training.quiet import silent_stderr

os.environ.setdefault("KERAS_BACKEND", "tensorflow")  # whatever ~/.keras/keras.json says
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

# Keras and TensorFlow import these if they are there, to offer what nobody here asks of them: half
# of the time that a command would take to start.
UNASKED = {"jax", "matplotlib", "pandas", "sklearn"} - {os.environ["KERAS_BACKEND"]}


@contextlib.contextmanager
def hidden(packages: set[str]) -> Iterator[None]:
    """Make packages that are not imported yet look as if they were not installed."""
    hiding = packages - sys.modules.keys()
    sys.modules.update(dict.fromkeys(hiding))
    try:
        yield
    finally:
        for name in hiding:
            del sys.modules[name]


with silent_stderr(), warnings.catch_warnings(), hidden(UNASKED):
    warnings.simplefilter("ignore")
    import keras
    import tensorflow  # the noisy one; Keras would load it later

tensorflow.get_logger().setLevel("ERROR")  # it warns of retracing whenever a few models predict


@functools.cache
def fastest_precision() -> str:
    """Time one wide convolution in both precisions: 'mixed_bfloat16' or 'float32'.

    Measured because neither the processor's name nor its flags tell: bfloat16 is several times
    faster than float32 with AMX, and several times slower on an AVX-512 processor without it.
    """
    return "mixed_bfloat16" if seconds_of("bfloat16") < seconds_of("float32") else "float32"


def seconds_of(dtype: str) -> float:
    """The best of five times of a 3x3 convolution of 256 channels, in seconds."""
    pictures = keras.ops.cast(np.ones((64, 8, 8, 256)), dtype)
    kernel = keras.ops.cast(np.ones((3, 3, 256, 256)), dtype)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        result = keras.ops.conv(pictures, kernel, padding="same")
        float(keras.ops.cast(keras.ops.max(result), "float32"))  # waits for the result
        times.append(time.perf_counter() - start)
    return min(times)
