"""A run folder: what training leaves for evaluation and export."""

import contextlib
import dataclasses
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import training.models.faster  # noqa: F401  (saved models hold its layers)
from training.backend import fastest_precision, keras
from training.calibrate import Calibration
from training.classes import load_classes, names_in
from training.distributed import Machines
from training.errors import UserError
from training.files import read_json, remove, replaced, write_json
from training.models.deploy import cool
from training.provenance import provenance
from training.recipe import Recipe, check, overridden


@dataclass(frozen=True)
class Stage:
    """Epochs `first` to `last` - 1 of a run, in which the same layers learn."""

    first: int
    last: int
    trainable_layers: int
    checkpoint: Path
    head_only: bool


@dataclass(frozen=True)
class Run:
    """Paths and contents of `runs/<name>/`."""

    folder: Path

    @property
    def config_path(self) -> Path:
        """What the run was begun with: recipe, precision, pictures and versions."""
        return self.folder / "config.json"

    @property
    def checkpoint_path(self) -> Path:
        """Model, optimizer and step count after the last whole epoch."""
        return self.folder / "checkpoint.keras"

    @property
    def best_path(self) -> Path:
        """The model after the best epoch so far, for a recipe that ends with it."""
        return self.folder / "best.keras"

    @property
    def model_path(self) -> Path:
        """The finished model."""
        return self.folder / "model.keras"

    @property
    def deployed_path(self) -> Path:
        """The finished model as the page will run it, but for its temperature."""
        return self.folder / "deployed.keras"

    @property
    def history_path(self) -> Path:
        """A list of figures, one entry an epoch."""
        return self.folder / "history.json"

    @property
    def metrics_path(self) -> Path:
        """What `evaluate` measured."""
        return self.folder / "metrics.json"

    @property
    def formats_path(self) -> Path:
        """The folder that `convert` writes."""
        return self.folder / "formats"

    def history(self, epochs: int | None = None) -> list[dict[str, float]]:
        """The figures of the first `epochs` epochs, or of all."""
        return read_json(self.history_path)[:epochs] if self.history_path.exists() else []

    def stages(self, recipe: Recipe) -> list["Stage"]:
        """The stages of training, each with the checkpoint after its last whole epoch."""
        first, last = recipe.head_epochs, recipe.head_epochs + recipe.epochs
        head = Stage(0, first, 0, self.folder / "checkpoint-head.keras", head_only=True)
        whole = Stage(first, last, recipe.trainable_layers, self.checkpoint_path, head_only=False)
        return [head, whole] if recipe.head_epochs else [whole]

    def beside(self, name: str) -> "Run":
        """Another run, by its name in the same folder of runs or by its path from there."""
        return Run(self.folder.parent / name)

    def claim(self, recipe: Recipe, pictures: str = "") -> str:
        """Note recipe, precision and pictures, or check that they are what the run began with.

        pictures: the fingerprint of a folder's, see `Split`. Returns the precision, 'float32' or
        'mixed_bfloat16', which a resumed run keeps even on another machine: a change would make it
        another run. Raises UserError if an epoch of another recipe, or upon other pictures, lies in
        the folder.
        """
        if self.history_path.exists():
            self.check_recipe(recipe)
            self.check_pictures(pictures)
        elif not self.is_of(recipe, pictures):
            precision = "float32" if recipe.precision == "float32" else fastest_precision()
            begun = {"recipe": dataclasses.asdict(recipe), "precision": precision}
            write_json(self.config_path, {**begun, "pictures": pictures, **provenance()})
        return read_json(self.config_path)["precision"]

    def is_of(self, recipe: Recipe, pictures: str) -> bool:
        """Whether it was begun with just these."""
        begun = self.config_path.exists()
        return begun and (self.recipe(), self.pictures()) == (recipe, pictures)

    def check_recipe(self, recipe: Recipe) -> None:
        """Refuse a recipe other than the one that the run began with."""
        begun = self.recipe()
        changed = [
            key for key, value in dataclasses.asdict(recipe).items() if getattr(begun, key) != value
        ]
        if changed:
            raise UserError(
                f"{self.folder} holds a run with another {', '.join(changed)}. Choose another "
                "folder with --run, or remove this one to start again."
            )

    def check_pictures(self, pictures: str) -> None:
        """Refuse pictures of a folder that are not those that the run began with: how they are
        split hangs on all of them, so it may have learned from some that would be held out now."""
        if self.pictures() not in (pictures, None):
            raise UserError(
                f"The pictures in {self.recipe().data} are not those that {self.folder} was "
                "trained on: some came, went or were renamed. Train them in another folder with "
                "--run, or remove this one to start again."
            )

    def pictures(self) -> str | None:
        """The fingerprint of the pictures that it was begun with, see `Split`; None in runs of
        before there was one."""
        return read_json(self.config_path).get("pictures")

    def recipe(self) -> Recipe:
        """The recipe that the run was begun with."""
        if not self.config_path.exists():
            raise UserError(f"There is no run in {self.folder}. Start one with `train`.")
        return Recipe(**read_json(self.config_path)["recipe"])

    def classes(self) -> dict:
        """What its classes are called, in the order of the labels; see `load_classes`."""
        return load_classes(self.recipe().data, self.folder)

    def class_names(self) -> list[str]:
        """The stable identifiers, in the order of the labels."""
        return names_in(self.classes())

    def model(self) -> keras.Model:
        """The finished model as it was trained. Raises UserError while there is none."""
        return self.load(self.model_path)

    def deployed(self, temperature: float | None = None) -> keras.Model:
        """The finished model as the page runs it, see `deploy`; its logits are divided by
        `temperature`, or by that of its calibration. Raises UserError while there is none."""
        model = self.load(self.deployed_path)
        cool(model, self.calibration().temperature if temperature is None else temperature)
        return model

    def load(self, path: Path) -> keras.Model:
        """One of its finished models."""
        if not path.exists():
            raise UserError(
                f"{self.folder} holds no finished model. Run `train` first; it goes on where it "
                "stopped."
            )
        return keras.models.load_model(path, compile=False)

    def save_model(self, model: keras.Model, path: Path) -> None:
        """Write a model whole or not at all."""
        with replaced(path) as beside:
            model.save(beside)

    def calibration(self) -> Calibration:
        """What the validation pictures taught it; nothing if it had none."""
        path = self.folder / "calibration.json"
        return Calibration(**read_json(path)) if path.exists() else Calibration()

    def save_calibration(self, calibration: Calibration) -> None:
        """Keep temperature and threshold beside the model, and no figures of the ones before."""
        remove(self.metrics_path)
        write_json(self.folder / "calibration.json", dataclasses.asdict(calibration))


def go_on(source: Path, folder: Path | None, **overrides) -> tuple[Recipe, Path]:
    """The recipe for going on from a finished run, with overrides, and the folder of the new run.

    Without a `folder` it lies beside the source. Raises UserError if there is no run.
    """
    began = Run(source).recipe()
    ending = overrides.get("size") or "on"
    folder = folder or source.with_name(f"{source.resolve().name}-{ending}")
    start = os.path.relpath(source, folder.parent)
    # Weights of others would be fetched only to be replaced.
    own = {"name": folder.name, "start_from": start, "weights": ""}
    own["teachers"] = [
        os.path.relpath(source.parent / name, folder.parent) for name in began.teachers
    ]
    values = overridden(dataclasses.asdict(began), overrides) | own
    return check(values, source / "config.json"), folder


@contextlib.contextmanager
def own_run(run: Run, recipe: Recipe, pictures: str, machines: Machines) -> Iterator[Run]:
    """The run for this process to write: the first one's is `run` itself.

    All end with the same weights, so the others work on a copy beside it, which is thrown away.
    That needs a folder that all machines see. Nobody reads what another may be writing. pictures:
    see `claim`.
    """
    if machines.count == 1:
        yield run
        return
    from jax.experimental.multihost_utils import sync_global_devices

    copy = Run(run.folder.with_name(f".{run.folder.name}.process-{machines.number}"))
    if machines.number == 0:
        run.claim(recipe, pictures)
    sync_global_devices("the run has begun")
    if machines.number:
        remove(copy.folder)
        shutil.copytree(run.folder, copy.folder)
    sync_global_devices("the run has been copied")
    try:
        yield copy if machines.number else run
    finally:
        remove(copy.folder)
