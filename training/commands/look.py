"""Commands that show something to look at: data, runs, layers."""

from pathlib import Path
from typing import Annotated

import typer

from training.commands.chosen import choose, chosen_run, open_pictures
from training.commands.options import (
    DEFAULT_RECIPE,
    DataOption,
    RecipeOption,
    RunOption,
    SmokeOption,
)


def explore(
    recipe: RecipeOption = DEFAULT_RECIPE,
    data: DataOption = None,
    augmented: Annotated[
        bool, typer.Option("--augmented", help="Show what training sees, epoch by epoch, as well.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option(help="Folder to write. Default: runs/explore- and the data.")
    ] = None,
    smoke: SmokeOption = False,
) -> None:
    """Look at a data set before training on it: samples, classes, sizes, brightness.

    Example: python -m training explore --data pets --augmented
    """
    chosen, _ = choose(recipe, None, data, smoke)
    pictures, _ = open_pictures(data, chosen, smoke)

    from training.classes import short_name
    from training.explore import explore as explore_data

    folder = output or Path("runs") / f"explore-{short_name(chosen.data)}"
    page, found = explore_data(pictures, chosen, folder, augmented)
    print("\n".join([*found, f"Open {page} in a browser."]))


def compare(
    runs: Annotated[list[Path], typer.Argument(help="Folders of runs, finished or not.")],
    plot: Annotated[Path, typer.Option(help="The PNG to draw.")] = Path("runs/compare.png"),
) -> None:
    """Put runs side by side: their curves in one plot, their final figures in a table.

    Example: python -m training compare runs/cifar10-cnn-course runs/cifar10-mobilenet
    """
    from rich.console import Console

    from training.compare import compare as compare_runs
    from training.run import Run

    Console().print(compare_runs([Run(folder) for folder in runs], plot))
    print(f"Curves: {plot}")


def features(
    image: Annotated[Path, typer.Argument(help="A picture: JPEG, PNG, WebP, GIF, BMP, AVIF.")],
    recipe: RecipeOption = DEFAULT_RECIPE,
    run: RunOption = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder to write. Default: features/ in the run.")
    ] = None,
    smoke: SmokeOption = False,
) -> None:
    """Show what each layer of a finished run responds to in a picture, and where its answer lies.

    Example: python -m training features cat.jpg --run runs/cifar10
    """
    trained = chosen_run(recipe, run, None, smoke)

    from training.datasets.table import picture_size
    from training.features import features as show_features

    began = trained.recipe()
    size = picture_size(began.data, began.size)
    page = show_features(trained, image, size, output or trained.folder / "features")
    print(f"Open {page} in a browser.")
