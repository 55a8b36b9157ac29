"""Batches for training, the same for a given seed, epoch and number, whatever happened before."""

from collections.abc import Callable, Sequence

import numpy as np

from training.backend import keras
from training.datasets import augment
from training.datasets.splits import NOTHING, Split
from training.distributed import ALONE, Machines
from training.recipe import Recipe

Teacher = Callable[[np.ndarray], np.ndarray]


class TrainingBatches(keras.utils.PyDataset):
    """Shuffled, augmented batches: (float32 [b, size, size, 3], one-hot float32 [b, classes]).

    Each batch holds the recipe's share of outliers, which bring their own classes after those of
    `split`; an epoch shows every picture of `split` once, but for the few that would make no whole
    batch, and as many outliers as that takes.
    Of several machines, each gets its part of the batch.

    teachers: float32 pictures [n, size, size, 3] -> probabilities [n, classes]. The label of a
    picture of `split` is the mean of its own and of what they say of the very same view (Hinton et
    al., https://arxiv.org/abs/1503.02531; Beyer et al., https://arxiv.org/abs/2106.05237).

    Randomness is derived from (seed, epoch, batch) and never from a running state, so a resumed
    run sees exactly the batches that an unbroken one would have seen.
    """

    def __init__(
        self,
        split: Split,
        classes: int,
        recipe: Recipe,
        outliers: Split = NOTHING,
        machines: Machines = ALONE,
        teachers: Sequence[Teacher] = (),
    ):
        super().__init__()
        self.machines, self.teachers = machines, teachers
        self.pictures, self.labels = split.pictures, split.labels
        self.classes = self.known_classes = classes
        self.known, self.outliers = len(split), len(outliers)
        if len(outliers):
            self.pictures = np.concatenate([split.pictures, outliers.pictures])
            self.labels = np.concatenate([split.labels, outliers.labels + classes])
            self.classes += int(outliers.labels.max()) + 1
        self.recipe = recipe
        self.outliers_in_batch = round(recipe.batch_size * recipe.outlier_share) * bool(outliers)
        self.known_in_batch = min(recipe.batch_size - self.outliers_in_batch, self.known)
        self.batch_size = self.known_in_batch + self.outliers_in_batch
        self.first_flips = np.random.default_rng(recipe.seed).random(len(self.labels)) < 0.5
        self.start_epoch(0)

    def start_epoch(self, epoch: int) -> None:
        """Shuffle for this epoch (0 is the first).

        To be called by a callback: Keras's own on_epoch_end also comes after it has drawn a batch
        to build a fresh model, but not a loaded one.
        """
        self.epoch = epoch
        random = np.random.default_rng([self.recipe.seed, epoch])
        known = random.permutation(self.known)
        outliers = self.known + random.permutation(self.outliers)
        self.order = np.concatenate(
            [
                np.resize(known, (len(self), self.known_in_batch)),
                np.resize(outliers, (len(self), self.outliers_in_batch)),
            ],
            axis=1,
        )

    def __len__(self) -> int:
        # The last, smaller batch is left out: its noisier step would count as much as a full one.
        return self.known // self.known_in_batch

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        indices = self.machines.part(self.order[number])
        pictures = self.augmented(indices, number)
        labels = keras.utils.to_categorical(self.labels[indices], self.classes)
        pictures, labels = pictures.astype("float32"), labels.astype("float32")
        if self.recipe.mixup:
            random = self.random(number, 1)
            pictures, labels = augment.mixup(pictures, labels, self.recipe.mixup, random)
        if self.teachers:
            known = labels[:, : self.known_classes].any(axis=1)
            answers = [teacher(pictures[known]) for teacher in self.teachers]
            own = labels[known, : self.known_classes]
            labels[known, : self.known_classes] = np.mean([own, *answers], axis=0)
        return pictures, labels

    def random(self, *numbers: int) -> np.random.Generator:
        """What is left to chance in a batch, for this machine: none draws what another does."""
        own = [self.machines.number] if self.machines.count > 1 else []
        return np.random.default_rng([self.recipe.seed, self.epoch, *numbers, *own])

    def augmented(self, indices: np.ndarray, number: int) -> np.ndarray:
        """The pictures at `indices` as batch `number` of this epoch shows them, uint8.

        What moves pixels comes first, then light, and last what hides: a hidden square stays one.
        """
        recipe = self.recipe
        random = self.random(number)
        pictures = self.pictures[indices]
        if recipe.flip:
            # Mirrored in every other epoch rather than by chance: no picture is seen the same way
            # three times in a row (Jordan, https://arxiv.org/abs/2404.00498, section 3.6).
            pictures = augment.flip(pictures, self.first_flips[indices] ^ (self.epoch % 2 == 1))
        # The last epochs see whole pictures, as those who use the model will show it (He et al.,
        # https://arxiv.org/abs/1909.09148).
        early = self.epoch < recipe.early_epochs
        size = (early and recipe.early_crop) or pictures.shape[1]
        if recipe.rotate or recipe.zoom or recipe.shear:
            pictures = augment.warp(pictures, recipe.rotate, recipe.zoom, recipe.shear, random)
        if recipe.resolution:
            pictures = augment.resolution(pictures, recipe.resolution, random)
        pictures = augment.crop(pictures, size, recipe.shift, random)
        light = (recipe.brightness, recipe.contrast, recipe.saturation)
        if any(light):
            pictures = augment.light(pictures, *light, random)
        if recipe.backdrop:
            pictures = augment.backdrop(pictures, recipe.backdrop, random)
        if recipe.cutout and early:
            pictures = augment.cutout(pictures, recipe.cutout, random)
        return pictures


class WholePictures(keras.utils.PyDataset):
    """Pictures as they are, in their order: what validation looks at, read batch by batch.

    Several machines share out each batch, so that of the last one a few pictures may be left out.
    """

    def __init__(self, split: Split, classes: int, batch_size: int, machines: Machines = ALONE):
        super().__init__()
        self.split, self.classes, self.machines = split, classes, machines
        self.batch_size = batch_size
        self.count = len(split) // machines.devices * machines.devices

    def __len__(self) -> int:
        return -(-self.count // self.batch_size)

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        start = number * self.batch_size
        batch = np.arange(start, min(start + self.batch_size, self.count))
        indices = self.machines.part(batch)
        labels = keras.utils.to_categorical(self.split.labels[indices], self.classes)
        return self.split.pictures[indices].astype("float32"), labels.astype("float32")
