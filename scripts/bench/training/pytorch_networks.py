"""Our networks in PyTorch; what ours does not learn is frozen here, too."""

import torch
from torch import nn
from torch.nn import functional

from training.recipe import Recipe

CLASSES = 10
LOGIT_SCALE = 0.25
# https://arxiv.org/abs/1801.04381, table 2: how often a block widens, channels, blocks, first step.
MOBILENET_BLOCKS = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)
FROZEN_BLOCKS = 4  # where `trainable_layers` of cifar10-fast begins


def network_of(recipe: Recipe) -> nn.Module:
    """The network of a recipe that the bench knows."""
    return {"fast": Fast, "mobilenet_v2": MobileNetV2}[recipe.model](recipe)


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


class Fast(nn.Module):
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


class InvertedResidual(nn.Module):
    """A block of MobileNetV2 whose BatchNorm is inside the convolutions."""

    def __init__(self, inputs: int, outputs: int, stride: int, widening: int):
        super().__init__()
        inner = inputs * widening
        self.widen = nn.Conv2d(inputs, inner, 1) if widening > 1 else None
        self.depthwise = nn.Conv2d(inner, inner, 3, stride, padding=1, groups=inner)
        self.narrow = nn.Conv2d(inner, outputs, 1)
        self.is_residual = stride == 1 and inputs == outputs

    def forward(self, x):
        """[n, inputs, height, width] -> [n, outputs, height / stride, width / stride]."""
        inner = x if self.widen is None else functional.relu6(self.widen(x))
        y = self.narrow(functional.relu6(self.depthwise(inner)))
        return x + y if self.is_residual else y


class MobileNetV2(nn.Module):
    """keras.applications.MobileNetV2 as training/models/pretrained.py and fold.py make it."""

    def __init__(self, recipe: Recipe):
        super().__init__()
        self.size, self.dropout = recipe.size, recipe.dropout
        self.stem = nn.Conv2d(3, 32, 3, stride=2, padding=1)
        blocks, inputs = [], 32
        for widening, outputs, repeats, stride in MOBILENET_BLOCKS:
            for number in range(repeats):
                step = stride if number == 0 else 1
                blocks.append(InvertedResidual(inputs, outputs, step, widening))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.last = nn.Conv2d(inputs, 1280, 1)
        self.head = nn.Linear(1280, CLASSES)
        for frozen in (self.stem, *blocks[:FROZEN_BLOCKS]):
            frozen.requires_grad_(False)
        for layer in self.modules():
            if isinstance(layer, nn.Conv2d):
                layer.bias.requires_grad_(False)  # `offsets` of `freeze`

    def forward(self, x):
        """[n, 3, height, width] -> logits [n, classes]."""
        x = functional.interpolate(x, size=(self.size, self.size), mode="bilinear") / 127.5 - 1
        x = functional.relu6(self.stem(x))
        x = functional.relu6(self.last(self.blocks(x)))
        return self.head(functional.dropout(x.mean((2, 3)), self.dropout, self.training))
