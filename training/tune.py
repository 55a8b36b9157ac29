"""A search for a better recipe: many short runs, of which the unpromising ones end early."""

import dataclasses
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

import optuna
import sqlalchemy
from optuna.exceptions import ExperimentalWarning
from optuna.storages import RDBStorage, RetryHeartbeatStaleTrialCallback
from optuna.study import Study
from optuna.trial import FrozenTrial, Trial, TrialState
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from training import schedule
from training.backend import keras
from training.callbacks import LostLossError
from training.datasets.splits import Split
from training.errors import UserError
from training.files import remove
from training.recipe import Recipe, check, write_recipe
from training.report.search import report
from training.run import Run
from training.space import as_keys, own_values, search_space, suggest
from training.train import train

optuna.logging.set_verbosity(optuna.logging.WARNING)

PULSE = 60  # seconds between the signs of life of a trial; after two without one it counts as dead
TRIED_FIRST = 5  # trials, and epochs of each, before any is given up
EPOCHS_FIRST = 2
FINISHED = (TrialState.COMPLETE, TrialState.PRUNED)

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ExperimentalWarning)
    again = RetryHeartbeatStaleTrialCallback()  # queues a trial that goes on where another stopped


class TimeIsUpError(Exception):
    """The minutes that were given are over."""


@dataclass(frozen=True)
class Search:
    """A recipe, the pictures to judge its variants by, and the folder of the study."""

    recipe: Recipe
    pictures: Split
    outliers: Split
    classes: int
    folder: Path

    @property
    def best_path(self) -> Path:
        """The best variant, as a recipe that `train --recipe` takes."""
        return self.folder / f"{self.recipe.name}-tuned.toml"


def tune(search: Search, trials: int, minutes: float | None) -> Study:
    """Try variants until the study has `trials` that are finished, or the minutes are over.

    The study lies in a SQLite file in its folder. Stopped or killed, it goes on where it was,
    within a trial too; several processes may work on it at once. Afterwards the folder holds what
    was found, and the best variant as a recipe.

    Raises UserError if the folder holds the study of another recipe.
    """
    if not search.recipe.validation:
        raise UserError("tune compares by validation pictures: set validation above 0.")
    study = open_study(search)
    deadline = time.monotonic() + (float("inf") if minutes is None else 60 * minutes)
    try:
        while finished(study) < trials:
            study.optimize(lambda trial: run_trial(search, study, trial, deadline), n_trials=1)
    except TimeIsUpError:
        pass
    finally:
        write_results(search, study)
    return study


def open_study(search: Search) -> Study:
    """The study in its folder, begun with the recipe as it is if it is new."""
    search.folder.mkdir(parents=True, exist_ok=True)
    path = search.folder / "study.db"
    storage = open_storage(path)
    study = optuna.create_study(
        study_name="kilas",
        storage=storage,
        direction="maximize",
        load_if_exists=True,
        pruner=optuna.pruners.MedianPruner(TRIED_FIRST, EPOCHS_FIRST),
    )
    # Processes that begin together must not all try the same.
    study.sampler = optuna.samplers.TPESampler(seed=search.recipe.seed + len(study.trials))
    values = dataclasses.asdict(search.recipe)
    known = study.user_attrs.get("recipe", values)
    if changed := [key for key in values if known.get(key) != values[key]]:
        raise UserError(
            f"{search.folder} holds a study of another {', '.join(changed)}. Choose another folder "
            "with --study, or remove this one to start again."
        )
    study.set_user_attr("recipe", values)
    study.enqueue_trial(own_values(search.recipe), skip_if_exists=True)
    return study


def open_storage(path: Path) -> RDBStorage:
    """The SQLite file of a study, made if missing. Raises UserError if it is something else."""
    for attempt in range(3):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ExperimentalWarning)  # Optuna's word for the pulse
                storage = RDBStorage(
                    f"sqlite:///{path}",
                    engine_kwargs={"connect_args": {"timeout": PULSE, "isolation_level": None}},
                    heartbeat_interval=PULSE,
                    heartbeat_stale_trial_callback=again,
                )
                sqlalchemy.event.listen(storage.engine, "begin", lock)
                return storage
        except (IntegrityError, OperationalError):  # another process is making it right now
            time.sleep(1 + attempt)
        except DatabaseError as error:
            raise UserError(f"{path} is not the file of a study ({error.orig}).") from error
    raise UserError(f"{path} cannot be opened. May its folder be written to?")


def lock(connection: sqlalchemy.Connection) -> None:
    """Keep other processes out from a transaction's first reading on: SQLite would lock only when
    it writes, and two could take the same waiting trial (https://docs.sqlalchemy.org/en/20/dialects/sqlite.html).
    """
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def finished(study: Study) -> int:
    """How many trials have come to an end."""
    return len(study.get_trials(deepcopy=False, states=FINISHED))


def run_trial(search: Search, study: Study, trial: Trial, deadline: float) -> float:
    """Train a variant; its validation accuracy. What stops it leaves it to another trial."""
    point = suggest(trial, search_space(search.recipe, search.pictures.pictures.shape[1]))
    keys = as_keys(point, search.recipe)
    recipe = variant(search, keys)
    name = trial.user_attrs.get("run", f"trial-{trial.number:03}")
    trial.set_user_attr("run", name)
    run = Run(search.folder / name)
    print(f"{name}: {', '.join(f'{key} {value}' for key, value in keys.items())}")
    for row in run.history():
        trial.report(row["val_accuracy"], row["epoch"])
    keras.utils.clear_session()
    watch = Watch(trial, deadline)
    try:
        train(recipe, search.pictures, search.outliers, search.classes, run, [watch])
    except (KeyboardInterrupt, TimeIsUpError):
        again(study, study.trials[trial.number])
        raise
    except (optuna.TrialPruned, LostLossError) as error:
        remove(run.folder)  # its curve is in the study
        raise optuna.TrialPruned from error
    return schedule.kept_epoch(recipe, run.history())["val_accuracy"]


def variant(search: Search, keys: dict) -> Recipe:
    """The recipe with other values; runs that it starts from lie a folder further up."""
    values = dataclasses.asdict(search.recipe) | keys
    if search.recipe.start_from:
        values["start_from"] = f"../{search.recipe.start_from}"
    values["teachers"] = [f"../{name}" for name in search.recipe.teachers]
    return check(values, search.folder)


class Watch(keras.callbacks.Callback):
    """Tells the study of each epoch, and ends a trial that is hopeless or late."""

    def __init__(self, trial: Trial, deadline: float):
        super().__init__()
        self.trial, self.deadline = trial, deadline

    def on_epoch_end(self, epoch, logs=None):
        """After the checkpoint was written."""
        self.trial.report(float(logs["val_accuracy"]), epoch + 1)
        if self.trial.should_prune():
            raise optuna.TrialPruned
        if time.monotonic() > self.deadline:
            raise TimeIsUpError


def write_results(search: Search, study: Study) -> None:
    """The best variant as a recipe, and a page of what was found, once a trial is whole."""
    whole = best_first(study)
    if not whole:
        return
    keys = as_keys(whole[0].params, search.recipe)
    recipe = dataclasses.replace(search.recipe, name=search.best_path.stem, **keys)
    why = (
        f"The best of {finished(study)} variants of {search.recipe.name} that `tune` tried: "
        f"{whole[0].value:.2%} on the validation pictures."
    )
    write_recipe(search.best_path, recipe, why)
    report(search.folder, f"A search from {search.recipe.name}", study)


def best_first(study: Study) -> list[FrozenTrial]:
    """Trials that were not given up, the best first."""
    whole = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    return sorted(whole, key=lambda trial: -trial.value)
