"""Commands that carry a finished run out of the pipeline."""

from typing import Annotated

import typer

from training.commands.chosen import chosen_run, run_pictures, some_pictures
from training.commands.options import (
    DEFAULT_RECIPE,
    DataOption,
    NameOption,
    RecipeOption,
    RunOption,
    SmokeOption,
)
from training.errors import UserError

FirstOption = Annotated[bool, typer.Option("--default", help="Let the page begin with this model.")]
LimitOption = Annotated[
    float,
    typer.Option(
        min=0,
        help="Most accuracy that a format may lose, as a share of the test pictures. One that "
        "loses more is not kept.",
    ),
]


def export(
    recipe: RecipeOption = DEFAULT_RECIPE,
    run: RunOption = None,
    name: NameOption = None,
    data: DataOption = None,
    smoke: SmokeOption = False,
    first: FirstOption = False,
) -> None:
    """Convert a finished run for the page, prove it equal to Keras, and publish it.

    Example: python -m training export --run runs/final --name cifar10 --default
    """
    trained = chosen_run(recipe, run, data, smoke)
    pictures = some_pictures(run_pictures(data, trained, smoke)[0].training())

    from training.classes import short_name
    from training.export import MODELS
    from training.export import export as export_run

    models = trained.folder / "web" if smoke else MODELS  # made-up answers must not reach the page
    name = name or short_name(trained.recipe().data)
    print(f"Exported: {export_run(trained, name, pictures, models, first)}")


def convert(
    recipe: RecipeOption = DEFAULT_RECIPE,
    run: RunOption = None,
    data: DataOption = None,
    limit: LimitOption = 0.01,
    smoke: SmokeOption = False,
) -> None:
    """Write a finished run as Keras, SavedModel, TFLite and TensorFlow.js, and compare them all.

    Each format is read back and asked about every test picture. They lie in the run's folder
    formats/, with a metadata.json that says what their answers mean; `predict --model` takes any.

    Example: python -m training convert --run runs/final
    """
    trained = chosen_run(recipe, run, data, smoke)
    pictures = run_pictures(data, trained, smoke)[0]

    from rich.console import Console
    from rich.table import Table

    from training.convert import convert as convert_run
    from training.report.formats import as_cells

    rows = convert_run(trained, pictures.test(), some_pictures(pictures.training()), limit)
    head, *cells = as_cells([vars(row) for row in rows])
    table = Table(*head)
    for row in cells:
        table.add_row(*row)
    Console().print(table)
    print(f"Formats: {trained.formats_path}")
    if refused := [row.format for row in rows if not row.kept]:
        raise UserError(
            f"{', '.join(refused)} lost more than {limit:.1%} of the test pictures and was not "
            "kept. Take another format, or allow more with --limit."
        )
