"""The commands of the pipeline. Nothing heavy is imported until a command needs it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from training.errors import UserError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Train a picture classifier and publish it to the page."""


@app.command()
def train(
    recipe: Annotated[str, typer.Option(help="A file of training/recipes.")] = "cifar10-best",
    data: Annotated[Path, typer.Option(envvar="KILAS_DATA")] = Path("data"),
    run: Annotated[Path | None, typer.Option(help="Where the run is kept.")] = None,
    validation: Annotated[float | None, typer.Option()] = None,
    epochs: Annotated[int | None, typer.Option()] = None,
) -> None:
    from training.datasets import cifar10
    from training.recipe import load_recipe
    from training.train import train

    chosen = load_recipe(recipe, validation=validation, epochs=epochs)
    pictures = cifar10.load_training(data / cifar10.FOLDER)
    train(chosen, pictures, 10, run or Path("runs") / recipe)


if __name__ == "__main__":
    try:
        app()
    except UserError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(1)
