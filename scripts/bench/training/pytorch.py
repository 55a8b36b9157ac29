"""The same network and the same step in PyTorch, as fast as its own means make it.

It gets its batches ready-made, so it never waits for data.
"""

import sys
import time
import warnings

import torch
from torch import nn
from torch.nn import functional

from bench.training.orders import serve
from training.recipe import Recipe, load_recipe

CLASSES = 10
SIZE = 32
LOGIT_SCALE = 0.25
TRIAL_STEPS = 2

warnings.filterwarnings("ignore")


class Block(nn.Module):
    """`residual_block` of training/models/fast.py."""

    def __init__(self, inputs: int, width: int, depth: int):
        super().__init__()
        widths = [inputs] + [width] * depth
        self.convolutions = nn.ModuleList(
            nn.Conv2d(widths[number], width, 3, padding=1, bias=False) for number in range(depth)
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(width, momentum=0.1) for _ in range(depth))
        for norm in self.norms:
            norm.weight.requires_grad_(False)  # ours has no learned scale

    def forward(self, x):
        """[n, inputs, height, width] -> [n, width, height / 2, width / 2]."""
        x = functional.max_pool2d(self.convolutions[0](x), 2)
        x = shortcut = torch.relu(self.norms[0](x))
        for convolution, norm in zip(self.convolutions[1:], self.norms[1:], strict=True):
            x = norm(convolution(x))
            if norm is self.norms[-1]:
                x = x + shortcut
            x = torch.relu(x)
        return x


class Network(nn.Module):
    """training/models/fast.py."""

    def __init__(self, recipe: Recipe):
        super().__init__()
        self.whitening = nn.Conv2d(3, 24, 2).requires_grad_(False)
        widths = [24, *recipe.widths]
        blocks = zip(widths, recipe.widths, recipe.convolutions, strict=False)
        self.blocks = nn.Sequential(*(Block(*sizes) for sizes in blocks))
        self.head = nn.Linear(widths[-1], CLASSES)

    def forward(self, x):
        """[n, 3, height, width] -> logits [n, classes]."""
        x = self.blocks(torch.relu(self.whitening(x)))
        return self.head(x.mean((2, 3))) * LOGIT_SCALE


class Step:
    """One way to run the training step."""

    def __init__(self, recipe: Recipe, batch: int, precision: torch.dtype, compiled: bool):
        self.precision, self.compiled = precision, compiled
        torch.manual_seed(recipe.seed)
        self.network = Network(recipe).to(memory_format=torch.channels_last)
        self.run = torch.compile(self.network) if compiled else self.network
        learned = [weights for weights in self.network.parameters() if weights.requires_grad]
        self.optimizer = torch.optim.SGD(
            learned, 0.01, recipe.momentum, weight_decay=recipe.weight_decay, nesterov=True
        )
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
    }
    serve(about, lambda order: {"rate": batch * order["steps"] / step.seconds(order["steps"])})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
