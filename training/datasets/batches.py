"""Batches for training, the same for a given seed, epoch and number, whatever happened before."""

import numpy as np

from training.backend import keras
from training.datasets import augment
from training.datasets.splits import Split
from training.recipe import Recipe


class TrainingBatches(keras.utils.PyDataset):
    """Shuffled, augmented batches: (float32 [b, size, size, 3], one-hot float32 [b, classes]).

    Randomness is derived from (seed, epoch, batch) and never from a running state, so a resumed
    run sees exactly the batches that an unbroken one would have seen.
    """

    def __init__(self, split: Split, classes: int, recipe: Recipe, epoch: int = 0):
        super().__init__()
        self.split = split
        self.classes = classes
        self.recipe = recipe
        self.batch_size = min(recipe.batch_size, len(split))
        self.first_flips = np.random.default_rng(recipe.seed).random(len(split)) < 0.5
        self.start_epoch(epoch)

    def start_epoch(self, epoch: int) -> None:
        """Shuffle for this epoch (0 is the first).

        To be called by a callback: Keras's own on_epoch_end also comes after it has drawn a batch
        to build a fresh model, but not a loaded one.
        """
        self.epoch = epoch
        random = np.random.default_rng([self.recipe.seed, epoch])
        self.order = random.permutation(len(self.split))

    def __len__(self) -> int:
        # The last, smaller batch is left out: its noisier step would count as much as a full one.
        return len(self.split) // self.batch_size

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        indices = self.order[number * self.batch_size : (number + 1) * self.batch_size]
        pictures = self.augmented(indices, number)
        labels = keras.utils.to_categorical(self.split.labels[indices], self.classes)
        return pictures.astype("float32"), labels.astype("float32")

    def augmented(self, indices: np.ndarray, number: int) -> np.ndarray:
        """The pictures at `indices` as batch `number` of this epoch shows them, uint8."""
        random = np.random.default_rng([self.recipe.seed, self.epoch, number])
        pictures = self.split.pictures[indices]
        if self.recipe.flip:
            # Mirrored in every other epoch rather than by chance: no picture is seen the same way
            # three times in a row (Jordan, https://arxiv.org/abs/2404.00498, section 3.6).
            pictures = augment.flip(pictures, self.first_flips[indices] ^ (self.epoch % 2 == 1))
        if self.recipe.shift:
            pictures = augment.shift(pictures, self.recipe.shift, random)
        # The last epochs see whole pictures, as those who use the model will show it (He et al.,
        # https://arxiv.org/abs/1909.09148).
        if self.recipe.cutout and self.epoch < self.recipe.cutout_until:
            pictures = augment.cutout(pictures, self.recipe.cutout, random)
        return pictures
