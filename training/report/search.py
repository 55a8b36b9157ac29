"""What `tune` found, to look at: a page of tables and plots in the folder of the study."""

import statistics
from pathlib import Path

import optuna
from matplotlib.ticker import LogLocator, NullFormatter
from optuna.study import Study
from optuna.trial import FrozenTrial, TrialState

from training.report.page import Section, write_page
from training.report.plots import plt, save

ENOUGH = 5  # trials from which the weight of each key can be told
COLUMNS = 3  # plots side by side


def report(folder: Path, title: str, study: Study) -> None:
    """Write `search.html` and its pictures for a study with a trial that is whole."""
    whole = study.get_trials(states=(TrialState.COMPLETE,))
    given_up = study.get_trials(states=(TrialState.PRUNED,))
    plot_progress(whole, given_up, folder / "progress.png")
    plot_curves(whole, given_up, folder / "curves.png")
    plot_keys(whole, given_up, folder / "keys.png")
    best = max(trial.value for trial in whole)
    line = (
        f"{len(whole)} trials were trained to the end, {len(given_up)} were given up. The best "
        f"reached {best:.2%} of the validation pictures."
    )
    sections = [
        Section("Search", (line,), folder / "progress.png"),
        Section("By epoch", ("Grey ones were given up.",), folder / "curves.png"),
        Section("By value", ("Each dot is a trial, crosses were given up.",), folder / "keys.png"),
        *weights(study, whole),
        Section("Trials", table=table(whole)),
    ]
    write_page(folder / "search.html", title, sections)


def table(trials: list[FrozenTrial]) -> tuple[tuple, ...]:
    """A row for each trial that is whole, the best first."""
    keys = list(dict.fromkeys(key for trial in trials for key in trial.params))
    rows = sorted(trials, key=lambda trial: -trial.value)
    return (
        ("trial", "validation", "minutes", *keys),
        *(
            (
                trial.user_attrs["run"],
                f"{trial.value:.2%}",
                f"{trial.duration.total_seconds() / 60:.1f}",
                *(shown(trial.params[key]) for key in keys),
            )
            for trial in rows
        ),
    )


def shown(value: float) -> str:
    """A value of a key in a few letters."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def weights(study: Study, whole: list[FrozenTrial]) -> list[Section]:
    """How much each key matters, once there are enough trials to tell."""
    if len(whole) < ENOUGH or statistics.pstdev(trial.value for trial in whole) == 0:
        return []
    shares = optuna.importance.get_param_importances(study)
    rows = [(key, f"{share:.0%}") for key, share in shares.items()]
    line = "Which keys part good trials from bad ones (PED-ANOVA): a hint when trials are few."
    return [Section("Which keys matter", (line,), table=(("key", "share"), *rows))]


def plot_progress(whole: list[FrozenTrial], given_up: list[FrozenTrial], path: Path) -> None:
    """The validation accuracy of each trial, and of the best so far."""
    figure, axis = plt.subplots(figsize=(8, 4), layout="constrained")
    best, so_far = 0.0, []
    for trial in whole:
        best = max(best, trial.value)
        so_far.append(best)
    axis.step([trial.number for trial in whole], so_far, where="post", label="best so far")
    scatter(axis, whole, given_up, lambda trial: trial.number)
    axis.set(xlabel="trial", ylabel="validation accuracy")
    axis.grid(alpha=0.3)
    axis.legend()
    save(figure, path)


def plot_curves(whole: list[FrozenTrial], given_up: list[FrozenTrial], path: Path) -> None:
    """Validation accuracy by epoch, a line for each trial, the best one drawn over the others."""
    figure, axis = plt.subplots(figsize=(8, 4), layout="constrained")
    best = max(whole, key=lambda trial: trial.value)
    for trials, style in (
        (given_up, {"color": "0.7", "linewidth": 1}),
        (whole, {"color": "C0", "linewidth": 1, "alpha": 0.5}),
        ([best], {"color": "C1", "linewidth": 2.5, "label": best.user_attrs["run"]}),
    ):
        for trial in trials:
            epochs = sorted(trial.intermediate_values)
            values = [trial.intermediate_values[epoch] for epoch in epochs]
            axis.plot(epochs, values, marker=".", **style)
    axis.set(xlabel="epoch", ylabel="validation accuracy")
    axis.grid(alpha=0.3)
    axis.legend()
    save(figure, path)


def plot_keys(whole: list[FrozenTrial], given_up: list[FrozenTrial], path: Path) -> None:
    """Validation accuracy against the value of each key."""
    keys = list(dict.fromkeys(key for trial in whole for key in trial.params))
    rows = -(-len(keys) // COLUMNS)
    figure, axes = plt.subplots(
        rows, COLUMNS, figsize=(11, 2.6 * rows), layout="constrained", squeeze=False
    )
    for axis, key in zip(axes.flat, keys, strict=False):
        scatter(axis, whole, given_up, lambda trial, key=key: float(trial.params[key]))
        axis.set(xlabel=key, ylabel="validation")
        if key == "learning_rate":
            axis.set_xscale("log")
            axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axis.xaxis.set_major_formatter("{x:g}")
            axis.xaxis.set_minor_formatter(NullFormatter())
        axis.grid(alpha=0.3)
    for axis in axes.flat[len(keys) :]:
        axis.set_axis_off()
    save(figure, path)


def scatter(axis, whole: list[FrozenTrial], given_up: list[FrozenTrial], place) -> None:
    """Dots for trials that are whole, crosses for the last word of those that were given up."""
    said = [trial for trial in given_up if trial.intermediate_values]
    last = [trial.intermediate_values[max(trial.intermediate_values)] for trial in said]
    axis.scatter([place(trial) for trial in said], last, marker="x", color="0.6", s=20)
    axis.scatter([place(trial) for trial in whole], [trial.value for trial in whole], s=20)
