"""The commands of the pipeline. Nothing heavy is imported until a command needs it."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from training.errors import UserError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

SMOKE_PICTURES = 200

RecipeOption = Annotated[
    str, typer.Option(help="A file of training/recipes, without .toml.", show_default=True)
]
RunOption = Annotated[
    Path | None, typer.Option(help="Folder of the run. Default: runs/ and the recipe's name.")
]
DataOption = Annotated[
    Path,
    typer.Option(
        envvar="KILAS_DATA",
        help="Folder that holds, or shall hold, cifar-10-batches-py/. Downloaded if missing.",
    ),
]
ValidationOption = Annotated[
    float | None,
    typer.Option(
        help="Share of the training pictures held out for validation and calibration. "
        "0 trains on all, and leaves the model uncalibrated. Default: the recipe's."
    ),
]
PhotosOption = Annotated[
    Path | None,
    typer.Option(help="Folder of photos with a labels.csv: file,label ('none' for none of them)."),
]
NameOption = Annotated[
    str | None, typer.Option(help="Name under web/model/. Default: the recipe's data set.")
]
SmokeOption = Annotated[
    bool, typer.Option("--smoke", help="Try the whole path in seconds on generated pictures.")
]


@app.callback()
def main() -> None:
    """Train a picture classifier and publish it to the page.

    The usual way: `train`, `evaluate`, `export`, or `all` for the three in a row; then
    `npm start` shows it in the browser, and `predict FILE` asks it in the terminal.
    """


@app.command()
def train(
    recipe: RecipeOption = "cifar10-best",
    run: RunOption = None,
    data: DataOption = Path("data"),
    validation: ValidationOption = None,
    smoke: SmokeOption = False,
) -> None:
    """Train a model, or go on with a run that was broken off.

    Example: python -m training train --validation 0.02 --run runs/final
    """
    chosen, folder = choose(recipe, run, validation, smoke)
    pictures = training_pictures(data, smoke)
    outliers = outlier_pictures(data, chosen.outliers)

    from training.classes import class_names
    from training.run import Run
    from training.train import train as train_run

    try:
        train_run(chosen, pictures, outliers, len(class_names(chosen.data)), Run(folder))
    except KeyboardInterrupt:
        print(f"\nStopped. The same command goes on after the last whole epoch in {folder}.")
        raise typer.Exit(130) from None
    print(f"Trained: {folder / 'model.keras'}")


@app.command()
def calibrate(
    recipe: RecipeOption = "cifar10-best",
    run: RunOption = None,
    data: DataOption = Path("data"),
    photos: PhotosOption = None,
) -> None:
    """Choose anew when a finished run says 'none of these', by half of the photos.

    Example: python -m training calibrate --run runs/final --photos photos
    """
    _, folder = choose(recipe, run, None, smoke=False)
    pictures = training_pictures(data, smoke=False)

    from training.calibrate import calibrate as calibrate_run
    from training.classes import class_names
    from training.datasets.splits import hold_out
    from training.run import Run

    trained = Run(folder)
    began = trained.recipe()
    classes = class_names(began.data)
    _, validation = hold_out(pictures, began.validation, began.seed)
    calibration = calibrate_run(
        trained.model(), validation, len(classes), read_photos(photos, classes, pictures)
    )
    trained.save_calibration(calibration)
    print(
        f"Temperature {calibration.temperature:.2f}; 'none of these' below a confidence of "
        f"{calibration.threshold:.2f}: {folder / 'calibration.json'}"
    )


@app.command()
def evaluate(
    recipe: RecipeOption = "cifar10-best",
    run: RunOption = None,
    data: DataOption = Path("data"),
    photos: PhotosOption = None,
    smoke: SmokeOption = False,
) -> None:
    """Measure a finished run on the test pictures, which training never sees.

    Example: python -m training evaluate --run runs/final --photos photos
    """
    _, folder = choose(recipe, run, None, smoke)
    pictures = test_pictures(data, smoke)

    from training.classes import class_names
    from training.evaluate import evaluate as evaluate_run
    from training.run import Run

    began = Run(folder).recipe()
    classes = class_names(began.data)
    unseen = unseen_pictures(data, began.outliers)
    shown = read_photos(photos, classes, pictures)
    metrics = evaluate_run(Run(folder), pictures, classes, unseen, shown)
    print(
        f"Test accuracy {metrics['accuracy']:.2%} on {metrics['test_pictures']} pictures, "
        f"calibration error {metrics['expected_calibration_error']:.2%}: {folder / 'metrics.json'}"
    )
    if "unseen" in metrics:
        print(f"AUROC against {metrics['unseen']['pictures']} pictures of unseen things: "
              f"{metrics['unseen']['auroc']:.3f}")  # fmt: skip
    if "photos" in metrics:
        low, high = metrics["photos"]["interval"]
        print(f"Photos: {metrics['photos']['accuracy']:.1%} right ({low:.0%} to {high:.0%}), AUROC "
              f"against photos of none {metrics['photos']['auroc']:.3f}")  # fmt: skip


@app.command()
def export(
    recipe: RecipeOption = "cifar10-best",
    run: RunOption = None,
    name: NameOption = None,
    data: DataOption = Path("data"),
    smoke: SmokeOption = False,
) -> None:
    """Convert a finished run for the page, prove it equal to Keras, and publish it.

    Example: python -m training export --run runs/final --name cifar10
    """
    _, folder = choose(recipe, run, None, smoke)
    pictures = training_pictures(data, smoke).pictures[:500]

    from training.export import MODELS
    from training.export import export as export_run
    from training.run import Run

    models = folder / "web" if smoke else MODELS  # made-up answers must not reach the page
    trained = Run(folder)
    print(f"Exported: {export_run(trained, name or trained.recipe().data, pictures, models)}")


@app.command(name="all")
def all_steps(
    recipe: RecipeOption = "cifar10-best",
    run: RunOption = None,
    name: NameOption = None,
    data: DataOption = Path("data"),
    validation: ValidationOption = None,
    smoke: SmokeOption = False,
) -> None:
    """Train, evaluate and export in a row.

    Example: python -m training all --smoke
    """
    train(recipe, run, data, validation, smoke)
    evaluate(recipe, run, data, smoke=smoke)
    export(recipe, run, name, data, smoke)


@app.command()
def predict(
    files: Annotated[list[Path], typer.Argument(help="Pictures: JPEG, PNG, WebP, GIF, BMP, AVIF.")],
    model: Annotated[
        str | None, typer.Option(help="A model under web/model/. Default: the page's first.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Say what pictures show, with the model that the page uses.

    Example: python -m training predict --json photo.jpg
    """
    from training.predict import load_model
    from training.predict import predict as predict_files

    models = Path(__file__).resolve().parent.parent / "web" / "model"
    failed = False
    for answer in predict_files(load_model(models, model), files):
        failed |= "error" in answer
        if as_json:
            print(json.dumps(answer), flush=True)
        elif "error" in answer:
            print(f"Error: {answer['error']}", file=sys.stderr)
        else:
            print(describe(answer))
    raise typer.Exit(1 if failed else 0)


def describe(answer: dict) -> str:
    """An answer in a line, its doubt included."""
    best, second = answer["predictions"][:2]
    doubt = "none of the classes, perhaps " if answer["rejected"] else ""
    return (
        f"{answer['file']}: {doubt}{best['label']} {best['probability']:.1%}, "
        f"then {second['label']} {second['probability']:.1%}"
    )


def choose(recipe: str, run: Path | None, validation: float | None, smoke: bool):
    """The recipe with its override, and the folder of its run."""
    from training.recipe import load_recipe

    chosen = load_recipe("smoke" if smoke else recipe, validation=validation)
    return chosen, run or Path("runs") / chosen.name


def training_pictures(data: Path, smoke: bool):
    """CIFAR-10's training pictures, or generated ones."""
    if smoke:
        from training.datasets.generated import generated_split

        return generated_split(SMOKE_PICTURES, classes=10, seed=0)
    from training.datasets.cifar10 import load_training
    from training.datasets.download import CIFAR10, find

    return load_training(find(CIFAR10, data))


def outlier_pictures(data: Path, name: str):
    """Pictures of none of the classes, to learn from; no picture for a recipe that names none."""
    from training.datasets.cifar100 import load_outliers
    from training.datasets.download import CIFAR100, find
    from training.datasets.splits import NOTHING

    return load_outliers(find(CIFAR100, data)) if name else NOTHING


def unseen_pictures(data: Path, name: str):
    """Test pictures of things that no run saw; None for a recipe without outliers."""
    from training.datasets.cifar100 import load_unseen
    from training.datasets.download import CIFAR100, find

    return load_unseen(find(CIFAR100, data)) if name else None


def read_photos(folder: Path | None, classes: list[str], pictures):
    """The photos to choose or to measure by, as large as the pictures, or None."""
    from training.datasets.photos import load_photos

    return load_photos(folder, classes, pictures.pictures.shape[1]) if folder else None


def test_pictures(data: Path, smoke: bool):
    """CIFAR-10's test pictures, or generated ones."""
    if smoke:
        from training.datasets.generated import generated_split

        return generated_split(SMOKE_PICTURES, classes=10, seed=1)
    from training.datasets.cifar10 import load_test
    from training.datasets.download import CIFAR10, find

    return load_test(find(CIFAR10, data))


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
