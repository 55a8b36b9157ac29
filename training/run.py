"""A run folder: what training leaves for evaluation and export."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from training.backend import fastest_precision, keras
from training.calibrate import Calibration
from training.classes import load_classes, names_in
from training.errors import UserError
from training.files import read_json, replaced, write_json
from training.provenance import provenance
from training.recipe import Recipe


@dataclass(frozen=True)
class Run:
    """Paths and contents of `runs/<name>/`."""

    folder: Path

    @property
    def checkpoint_path(self) -> Path:
        """Model, optimizer and step count after the last whole epoch."""
        return self.folder / "checkpoint.keras"

    @property
    def model_path(self) -> Path:
        """The finished model."""
        return self.folder / "model.keras"

    @property
    def history_path(self) -> Path:
        """A list of figures, one entry an epoch."""
        return self.folder / "history.json"

    @property
    def metrics_path(self) -> Path:
        """What `evaluate` measured."""
        return self.folder / "metrics.json"

    def beside(self, name: str) -> "Run":
        """Another run in the same folder of runs."""
        return Run(self.folder.parent / name)

    def claim(self, recipe: Recipe) -> str:
        """Note recipe and precision, or check that they are what the run began with.

        Returns the precision, 'float32' or 'mixed_bfloat16', which a resumed run keeps even on
        another machine: a change would make it another run. Raises UserError if the folder holds
        a run of another recipe.
        """
        path = self.folder / "config.json"
        values = dataclasses.asdict(recipe)
        if not path.exists():
            config = {"recipe": values, "precision": fastest_precision(), **provenance()}
            write_json(path, config)
            return config["precision"]
        config = read_json(path)
        changed = [key for key in values if config["recipe"].get(key) != values[key]]
        if changed:
            raise UserError(
                f"{self.folder} holds a run with another {', '.join(changed)}. Choose another "
                "folder with --run, or remove this one to start again."
            )
        return config["precision"]

    def recipe(self) -> Recipe:
        """The recipe that the run was begun with."""
        path = self.folder / "config.json"
        if not path.exists():
            raise UserError(f"There is no run in {self.folder}. Start one with `train`.")
        return Recipe(**read_json(path)["recipe"])

    def classes(self) -> dict:
        """What its classes are called, in the order of the labels; see `load_classes`."""
        return load_classes(self.recipe().data, self.folder)

    def class_names(self) -> list[str]:
        """The stable identifiers, in the order of the labels."""
        return names_in(self.classes())

    def model(self) -> keras.Model:
        """The finished model. Raises UserError while there is none."""
        if not self.model_path.exists():
            raise UserError(
                f"{self.folder} holds no finished model. Run `train` first; it goes on where it "
                "stopped."
            )
        return keras.models.load_model(self.model_path, compile=False)

    def save_model(self, model: keras.Model, path: Path) -> None:
        """Write a model whole or not at all."""
        with replaced(path) as beside:
            model.save(beside)

    def calibration(self) -> Calibration:
        """What the validation pictures taught it; nothing if it had none."""
        path = self.folder / "calibration.json"
        return Calibration(**read_json(path)) if path.exists() else Calibration()

    def save_calibration(self, calibration: Calibration) -> None:
        """Keep temperature and threshold beside the model."""
        write_json(self.folder / "calibration.json", dataclasses.asdict(calibration))
