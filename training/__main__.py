"""The commands of the pipeline. Nothing heavy is imported until a command needs it."""

import sys

import typer

from training.commands.ask import predict
from training.commands.learn import train, tune
from training.commands.look import compare, explore, features
from training.commands.measure import calibrate, evaluate
from training.commands.options import (
    DEFAULT_RECIPE,
    DataOption,
    NameOption,
    RecipeOption,
    RunOption,
    SmokeOption,
    ValidationOption,
)
from training.commands.publish import convert, export
from training.errors import UserError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Train a picture classifier and publish it to the page.

    The usual way: `train`, `evaluate`, `export`, or `all` for the three in a row; then
    `npm start` shows it in the browser, and `predict FILE` asks it in the terminal.
    """


@app.command(name="all")
def all_steps(
    recipe: RecipeOption = DEFAULT_RECIPE,
    run: RunOption = None,
    name: NameOption = None,
    data: DataOption = None,
    validation: ValidationOption = None,
    smoke: SmokeOption = False,
) -> None:
    """Train, evaluate and export in a row.

    Example: python -m training all --smoke
    """
    train(recipe, run, data, validation, smoke)
    evaluate(recipe, run, data, smoke=smoke)
    export(recipe, run, name, data, smoke)


# In the order of the work, which is that of `--help`.
COMMANDS = (explore, train, tune, calibrate, evaluate, compare, export, convert, predict, features)
for command in COMMANDS:
    app.command()(command)


def run() -> None:
    """Run the command line; a user's mistake ends in a sentence and status 1."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # file names need not be valid text
    try:
        app(prog_name="python -m training")
    except UserError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    run()
