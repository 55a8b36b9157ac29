"""What the options of a command name: a recipe, a run, pictures."""

from pathlib import Path

from training.errors import UserError


def choose(
    recipe: str,
    run: Path | None,
    data: str | None,
    smoke: bool,
    source: Path | None = None,
    **overrides,
):
    """The recipe, or that of the run `source`, with its overrides, and the folder of the run."""
    from training.classes import short_name
    from training.datasets.table import choose_data
    from training.recipe import load_recipe

    if source:
        from training.run import Run, go_on

        chosen = choose_data(data, Run(source).recipe().data)[0]
        return go_on(source, run, data=chosen, **overrides)
    file = "smoke" if smoke else recipe
    found = load_recipe(file)
    chosen = found.data if smoke and not data else choose_data(data, found.data)[0]
    other = f"-{short_name(chosen)}" if data and chosen != found.data else ""
    folder = run or Path("runs") / f"{found.name}{other}"
    return load_recipe(file, data=chosen, **overrides), folder


def chosen_run(recipe: str, run: Path | None, data: str | None, smoke: bool):
    """The run that a command after `train` is about."""
    folder = run or choose(recipe, run, data, smoke)[1]

    from training.run import Run

    return Run(folder)


def open_pictures(data: str | None, recipe, smoke: bool):
    """The data set of a recipe or the one given instead, and the folder where archives lie."""
    from training.datasets.table import archive_folder, choose_data, generated_data, open_data

    if smoke and not data:
        return generated_data(), archive_folder()
    chosen, archives = choose_data(data, recipe.data)
    return open_data(chosen, archives, recipe.size), archives


def run_pictures(data: str | None, trained, smoke: bool):
    """As `open_pictures` for a run, which has to know the classes and, if it was trained on the
    same folder, all that the folder holds."""
    from training.classes import check_names
    from training.datasets.table import choose_data

    own = trained.recipe().data
    pictures, archives = open_pictures(data, trained.recipe(), smoke)
    check_names(data or own, pictures.classes, trained.class_names())
    if pictures.folder and choose_data(data, own)[0] == own:
        trained.check_pictures(pictures.folder.training.fingerprint)
    return pictures, archives


def some_pictures(split):
    """Five hundred from all over a split, uint8 [n, size, size, 3]; all if there are fewer."""
    import numpy as np

    return split.pictures[np.linspace(0, len(split) - 1, min(len(split), 500)).astype(int)]


def outlier_pictures(archives: Path, recipe):
    """Pictures of none of the classes, to learn from; no picture for a recipe that names none.

    Which are none of them is known of CIFAR-10's classes alone: UserError for others.
    """
    from training.datasets.cifar100 import load_outliers
    from training.datasets.download import CIFAR100, find
    from training.datasets.splits import NOTHING

    if not recipe.outliers:
        return NOTHING
    if recipe.data != "cifar10":
        raise UserError(
            f"outliers in '{recipe.name}' are pictures of none of the classes of cifar10, not of "
            f"{recipe.data}. Take a recipe without them, such as clothes."
        )
    return load_outliers(find(CIFAR100, archives))


def unseen_pictures(archives: Path, recipe):
    """Test pictures of things that no run saw; None for a recipe without outliers."""
    from training.datasets.cifar100 import load_unseen
    from training.datasets.download import CIFAR100, find

    return load_unseen(find(CIFAR100, archives)) if recipe.outliers else None


def read_photos(folder: Path | None, classes: list[str], pictures):
    """The photos to choose or to measure by, as large as the pictures, or None."""
    from training.datasets.photos import load_photos

    return load_photos(folder, classes, pictures.pictures.shape[1]) if folder else None
