"""Training on several machines, or several devices, at once: each takes its part of every batch.

Keras can do so on its JAX backend alone, hence KERAS_BACKEND=jax. What one machine is to know of
the others comes from KERAS_DISTRIBUTION_JOB_ADDRESSES, _NUM_PROCESSES and _PROCESS_ID; see
https://keras.io/api/distribution/.
"""

import contextlib
import os
from dataclasses import dataclass

import numpy as np

from training.backend import keras
from training.errors import UserError


@dataclass(frozen=True)
class Machines:
    """All that train together: how many there are, and which of them this process is, from 0."""

    count: int = 1
    number: int = 0
    devices: int = 1  # of all of them

    def part(self, indices: np.ndarray) -> np.ndarray:
        """What this machine is to do of a batch."""
        return indices[self.number :: self.count]

    def scope(self) -> contextlib.AbstractContextManager:
        """Within it, variables are the same on all devices, and batches are shared out."""
        if self.devices == 1:
            return contextlib.nullcontext()
        return keras.distribution.DataParallel(auto_shard_dataset=False).scope()


ALONE = Machines()


def join() -> Machines:
    """Meet the other machines. To be called before Keras computes anything.

    Raises UserError if Keras runs on another backend than JAX, or the machines do not meet.
    """
    if keras.backend.backend() != "jax":
        raise UserError(
            f"--distributed needs Keras's JAX backend, and this is {keras.backend.backend()}: set "
            "KERAS_BACKEND=jax."
        )
    import jax

    if "KERAS_DISTRIBUTION_JOB_ADDRESSES" in os.environ:
        try:
            keras.distribution.initialize()
        except (RuntimeError, ValueError) as error:
            raise UserError(
                f"The machines did not meet ({error}). Each has to name the same "
                "KERAS_DISTRIBUTION_JOB_ADDRESSES and _NUM_PROCESSES, and its own _PROCESS_ID."
            ) from error
    return Machines(jax.process_count(), jax.process_index(), jax.device_count())


def check_batches(machines: Machines, *sizes: int) -> None:
    """Refuse batches that cannot be shared out evenly."""
    for size in sizes:
        if size % machines.devices:
            raise UserError(
                f"A batch of {size} pictures cannot be shared out evenly among {machines.devices} "
                "devices: set another --batch-size."
            )
