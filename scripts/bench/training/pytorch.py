"""The same network and the same step in PyTorch, as fast as its own means make it.

It gets its batches ready-made, so it never waits for data.
"""

import sys
import time
import warnings

import torch
from torch import nn

from bench.training.orders import serve
from bench.training.pytorch_networks import CLASSES, network_of
from training.recipe import Recipe, load_recipe

SIZE = 32  # of the pictures, before a network enlarges them
TRIAL_STEPS = 2

warnings.filterwarnings("ignore")


class Step:
    """One way to run the training step."""

    def __init__(self, recipe: Recipe, batch: int, precision: torch.dtype, compiled: bool):
        self.precision, self.compiled = precision, compiled
        torch.manual_seed(recipe.seed)
        self.network = network_of(recipe).to(memory_format=torch.channels_last)
        self.run = torch.compile(self.network) if compiled else self.network
        self.optimizer = optimizer_of(recipe, learned_weights(self.network))
        self.loss = nn.CrossEntropyLoss(label_smoothing=recipe.label_smoothing)
        pictures = torch.randint(0, 256, (batch, 3, SIZE, SIZE)).float()
        self.pictures = pictures.to(memory_format=torch.channels_last)
        self.labels = torch.randint(0, CLASSES, (batch,))

    def seconds(self, steps: int) -> float:
        """How long that many steps take."""
        start = time.perf_counter()
        for _ in range(steps):
            self.optimizer.zero_grad(set_to_none=True)
            narrow = self.precision == torch.bfloat16
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=narrow):
                loss = self.loss(self.run(self.pictures).float(), self.labels)
            loss.backward()
            self.optimizer.step()
        return time.perf_counter() - start


def learned_weights(network: nn.Module) -> list[nn.Parameter]:
    """Those that a step changes."""
    return [weights for weights in network.parameters() if weights.requires_grad]


def optimizer_of(recipe: Recipe, learned: list[nn.Parameter]) -> torch.optim.Optimizer:
    """The recipe's optimizer, all of its work in one operation."""
    rate, decay = recipe.learning_rate, recipe.weight_decay
    if recipe.optimizer == "adam":
        return torch.optim.AdamW(learned, rate, weight_decay=decay, fused=True)
    momentum = {"momentum": recipe.momentum, "nesterov": True}
    return torch.optim.SGD(learned, rate, weight_decay=decay, fused=True, **momentum)


def fastest(recipe: Recipe, batch: int) -> Step:
    """The quickest of all ways that work here; compiling wants a C++ compiler."""
    best, best_seconds = None, float("inf")
    for precision in (torch.float32, torch.bfloat16):
        for compiled in (False, True):
            step = Step(recipe, batch, precision, compiled)
            try:
                step.seconds(1)  # compiles and allocates
                seconds = step.seconds(TRIAL_STEPS)
            except Exception as error:
                print(f"PyTorch, {precision}, compiled {compiled}: {error}", file=sys.stderr)
                continue
            if seconds < best_seconds:
                best, best_seconds = step, seconds
    return best


def main(name: str, batch: int) -> None:
    """Find the fastest way and carry out orders."""
    step = fastest(load_recipe(name), batch)
    about = {
        "program": f"PyTorch {torch.__version__}",
        "precision": str(step.precision).removeprefix("torch."),
        "compiled": step.compiled,
        "learned": sum(weights.numel() for weights in learned_weights(step.network)),
    }
    serve(about, lambda order: {"rate": batch * order["steps"] / step.seconds(order["steps"])})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
