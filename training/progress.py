"""The progress bar of a training run."""

import time

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from training.backend import keras


class ProgressBar(keras.callbacks.Callback):
    """One bar for the whole run, so that the time left is the time until there is a model."""

    def __init__(self, epochs: int, batches: int, batch_size: int, first_epoch: int):
        """Show the bar, already filled by the epochs of an earlier, broken run."""
        super().__init__()
        self.epochs, self.batch_size = epochs, batch_size
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[figures]}"),
            TimeRemainingColumn(),
            TextColumn("left"),
        )
        total, done = epochs * batches, first_epoch * batches
        self.task = self.bar.add_task("", total=total, completed=done, figures="")
        self.bar.start()

    def on_epoch_begin(self, epoch, logs=None):
        """Name the epoch and start its clock."""
        self.started, self.done = time.perf_counter(), 0
        self.bar.update(self.task, description=f"epoch {epoch + 1}/{self.epochs}")

    def on_train_batch_end(self, batch, logs=None):
        """Accuracy so far in this epoch, and speed including the wait for data."""
        self.done += self.batch_size
        speed = self.done / (time.perf_counter() - self.started)
        figures = f"accuracy {logs['accuracy']:.1%}, {speed:.0f} images/s"
        self.bar.update(self.task, advance=1, figures=figures)

    def on_epoch_end(self, epoch, logs=None):
        """Leave one line an epoch, which a log file keeps too."""
        line = f"epoch {epoch + 1:3}  loss {logs['loss']:.3f}  accuracy {logs['accuracy']:.2%}"
        if "val_accuracy" in logs:
            line += f"  validation {logs['val_accuracy']:.2%}"
        minutes = (time.perf_counter() - self.started) / 60
        self.bar.console.print(f"{line}  {minutes:.1f} min", highlight=False)

    def close(self):
        """Take the bar away, also when training was interrupted."""
        self.bar.stop()
