"""Runs side by side: their curves on one plot, and where each of them ended."""

from pathlib import Path

from rich.table import Table

from training import schedule
from training.errors import UserError
from training.files import read_json
from training.report.plots import plot_comparison
from training.run import Run

COLUMNS = ("run", "model", "epochs", "minutes", "training", "validation", "gap", "test")


def compare(runs: list[Run], plot: Path) -> Table:
    """Draw the curves into `plot`, a PNG, and return the table of final figures.

    The figures are those of the epoch whose weights the run keeps. Training accuracy is taken
    while the model learns, from augmented pictures and under dropout, so the gap, training minus
    validation, may well be negative.

    Raises UserError for a folder without a run, or without a finished epoch.
    """
    histories = {run: finished_epochs(run) for run in runs}
    table = Table(*COLUMNS)
    for run, history in histories.items():
        table.add_row(*final_figures(run, history))
    plot_comparison({run.folder.name: history for run, history in histories.items()}, plot)
    return table


def finished_epochs(run: Run) -> list[dict[str, float]]:
    """The history of a run, which has to have begun."""
    run.recipe()
    history = run.history()
    if not history:
        raise UserError(f"{run.folder} has no finished epoch yet. Wait for one, or leave it out.")
    return history


def final_figures(run: Run, history: list[dict[str, float]]) -> list[str]:
    """A row of the table, a cell for each of COLUMNS; a dash for what was not measured."""
    recipe = run.recipe()
    kept = schedule.kept_epoch(recipe, history)
    minutes = sum(row["seconds"] for row in history) / 60
    gap = kept["accuracy"] - kept["val_accuracy"] if "val_accuracy" in kept else None
    test = read_json(run.metrics_path)["accuracy"] if run.metrics_path.exists() else None
    shares = [kept["accuracy"], kept.get("val_accuracy"), gap, test]
    cells = ["–" if share is None else f"{share:.2%}" for share in shares]
    return [run.folder.name, recipe.model, str(len(history)), f"{minutes:.1f}", *cells]
