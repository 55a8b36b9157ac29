"""Commands that carry a finished run out of the pipeline."""

from training.commands.chosen import chosen_run, run_pictures, some_pictures
from training.commands.options import (
    DEFAULT_RECIPE,
    DataOption,
    NameOption,
    RecipeOption,
    RunOption,
    SmokeOption,
)


def export(
    recipe: RecipeOption = DEFAULT_RECIPE,
    run: RunOption = None,
    name: NameOption = None,
    data: DataOption = None,
    smoke: SmokeOption = False,
) -> None:
    """Convert a finished run for the page, prove it equal to Keras, and publish it.

    Example: python -m training export --run runs/final --name cifar10
    """
    trained = chosen_run(recipe, run, data, smoke)
    pictures = some_pictures(run_pictures(data, trained, smoke)[0].training())

    from training.classes import short_name
    from training.export import MODELS
    from training.export import export as export_run

    models = trained.folder / "web" if smoke else MODELS  # made-up answers must not reach the page
    name = name or short_name(trained.recipe().data)
    print(f"Exported: {export_run(trained, name, pictures, models)}")
