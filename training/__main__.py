"""The commands of the pipeline. Nothing heavy is imported until a command needs it."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from training.errors import UserError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

DEFAULT_RECIPE = "cifar10-fast"  # minutes, and needs no other run

RecipeOption = Annotated[
    str, typer.Option(help="A file of training/recipes, without .toml.", show_default=True)
]
RunOption = Annotated[
    Path | None, typer.Option(help="Folder of the run. Default: runs/ and the recipe's name.")
]
DataOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|FOLDER",
        help="cifar10, cifar100, cifar100-superclasses, or a folder with a folder of pictures for "
        "each class. CIFAR is taken from data/, or from the folder that KILAS_DATA names, and "
        "downloaded if it is missing. Default: what the recipe, or the run, says.",
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
FromOption = Annotated[
    Path | None,
    typer.Option(
        "--from",
        help="Folder of a finished run to go on from: with its recipe and its weights.",
    ),
]
SizeOption = Annotated[
    int | None, typer.Option(help="Side at which the network sees pictures, in pixels.")
]
EpochsOption = Annotated[int | None, typer.Option(help="Instead of the recipe's.")]
BatchSizeOption = Annotated[int | None, typer.Option(help="Instead of the recipe's.")]
LearningRateOption = Annotated[float | None, typer.Option(help="Instead of the recipe's.")]
SeedOption = Annotated[int | None, typer.Option(help="Instead of the recipe's.")]
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
    recipe: RecipeOption = DEFAULT_RECIPE,
    run: RunOption = None,
    data: DataOption = None,
    validation: ValidationOption = None,
    smoke: SmokeOption = False,
    source: FromOption = None,
    size: SizeOption = None,
    epochs: EpochsOption = None,
    batch_size: BatchSizeOption = None,
    learning_rate: LearningRateOption = None,
    seed: SeedOption = None,
) -> None:
    """Train a model, or go on with a run that was broken off.

    Example: python -m training train --validation 0.02 --run runs/final
    """
    overrides = {"validation": validation, "size": size, "epochs": epochs, "seed": seed,
                 "batch_size": batch_size, "learning_rate": learning_rate}  # fmt: skip
    chosen, folder = choose(recipe, run, data, smoke, source, **overrides)
    pictures, archives = open_pictures(data, chosen, smoke)
    if pictures.folder:
        from training.datasets.findings import folder_sentences

        print("\n".join(folder_sentences(pictures.folder)))
    training, outliers = pictures.training(), outlier_pictures(archives, chosen.outliers)

    from training.classes import name_classes
    from training.run import Run
    from training.train import train as train_run

    if pictures.folder:
        name_classes(chosen.data, pictures.classes, folder)
    try:
        train_run(chosen, training, outliers, len(pictures.classes), Run(folder))
    except KeyboardInterrupt:
        print(f"\nStopped. The same command goes on after the last whole epoch in {folder}.")
        raise typer.Exit(130) from None
    print(f"Trained: {folder / 'model.keras'}")


@app.command()
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


@app.command()
def calibrate(
    recipe: RecipeOption = DEFAULT_RECIPE,
    run: RunOption = None,
    data: DataOption = None,
    photos: PhotosOption = None,
) -> None:
    """Choose anew when a finished run says 'none of these', by half of the photos.

    Example: python -m training calibrate --run runs/final --photos photos
    """
    trained = chosen_run(recipe, run, data, smoke=False)
    began, classes = trained.recipe(), trained.class_names()
    pictures = run_pictures(data, trained, smoke=False)[0].training()

    from training.calibrate import calibrate as calibrate_run
    from training.datasets.splits import hold_out

    _, validation = hold_out(pictures, began.validation, began.seed)
    calibration = calibrate_run(
        trained.model(), validation, len(classes), read_photos(photos, classes, pictures)
    )
    trained.save_calibration(calibration)
    print(
        f"Temperature {calibration.temperature:.2f}; 'none of these' below a confidence of "
        f"{calibration.threshold:.2f}: {trained.folder / 'calibration.json'}"
    )


@app.command()
def evaluate(
    recipe: RecipeOption = DEFAULT_RECIPE,
    run: RunOption = None,
    data: DataOption = None,
    photos: PhotosOption = None,
    smoke: SmokeOption = False,
) -> None:
    """Measure a finished run on the test pictures, which training never sees.

    Example: python -m training evaluate --run runs/final --photos photos
    """
    trained = chosen_run(recipe, run, data, smoke)
    classes = trained.class_names()
    pictures, archives = run_pictures(data, trained, smoke)
    test, unseen = pictures.test(), unseen_pictures(archives, trained.recipe().outliers)

    from training.evaluate import evaluate as evaluate_run

    metrics = evaluate_run(trained, test, classes, unseen, read_photos(photos, classes, test))
    print(
        f"Test accuracy {metrics['accuracy']:.2%} on {metrics['test_pictures']} pictures, "
        f"calibration error {metrics['expected_calibration_error']:.2%}: {trained.metrics_path}"
    )
    print(f"Plots and mistakes: {trained.folder / 'evaluation.html'}")
    if "unseen" in metrics:
        print(f"AUROC against {metrics['unseen']['pictures']} pictures of unseen things: "
              f"{metrics['unseen']['auroc']:.3f}")  # fmt: skip
    if "photos" in metrics:
        low, high = metrics["photos"]["interval"]
        print(f"Photos: {metrics['photos']['accuracy']:.1%} right ({low:.0%} to {high:.0%}), AUROC "
              f"against photos of none {metrics['photos']['auroc']:.3f}")  # fmt: skip


@app.command()
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


@app.command()
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


@app.command()
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
    name = "smoke" if smoke else recipe
    own = load_recipe(name).data
    chosen = own if smoke and not data else choose_data(data, own)[0]
    folder = f"{name}-{short_name(chosen)}" if data and chosen != own else name
    return load_recipe(name, data=chosen, **overrides), run or Path("runs") / folder


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
    """As `open_pictures` for a run, which has to know the classes."""
    from training.classes import check_names

    pictures, archives = open_pictures(data, trained.recipe(), smoke)
    check_names(data or trained.recipe().data, pictures.classes, trained.class_names())
    return pictures, archives


def some_pictures(split):
    """Five hundred from all over a split, uint8 [n, size, size, 3]; all if there are fewer."""
    import numpy as np

    return split.pictures[np.linspace(0, len(split) - 1, min(len(split), 500)).astype(int)]


def outlier_pictures(archives: Path, name: str):
    """Pictures of none of the classes, to learn from; no picture for a recipe that names none."""
    from training.datasets.cifar100 import load_outliers
    from training.datasets.download import CIFAR100, find
    from training.datasets.splits import NOTHING

    return load_outliers(find(CIFAR100, archives)) if name else NOTHING


def unseen_pictures(archives: Path, name: str):
    """Test pictures of things that no run saw; None for a recipe without outliers."""
    from training.datasets.cifar100 import load_unseen
    from training.datasets.download import CIFAR100, find

    return load_unseen(find(CIFAR100, archives)) if name else None


def read_photos(folder: Path | None, classes: list[str], pictures):
    """The photos to choose or to measure by, as large as the pictures, or None."""
    from training.datasets.photos import load_photos

    return load_photos(folder, classes, pictures.pictures.shape[1]) if folder else None


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
