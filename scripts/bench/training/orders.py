"""What the processes that are compared have in common: orders in, answers out, a line each."""

import json
import sys
import time
from collections.abc import Callable
from itertools import chain

SIDE = 2048  # of the matrices
TRIALS = 5


def serve(about: dict, carry_out: Callable[[dict], dict]) -> None:
    """Say what this process is, then answer orders until there are no more."""
    out = sys.stdout
    sys.stdout = sys.stderr  # what libraries print is no answer
    for answer in chain([about], map(carry_out, map(json.loads, sys.stdin))):
        print(json.dumps(answer), file=out, flush=True)


def gflops(multiply: Callable[[], None]) -> float:
    """The best rate of a product of two square matrices of `SIDE`, in 1e9 operations a second."""
    times = []
    for _ in range(TRIALS):
        start = time.perf_counter()
        multiply()
        times.append(time.perf_counter() - start)
    return 2 * SIDE**3 / min(times) / 1e9
