"""Commands that measure a finished run, and what follows from it."""

from training.commands.chosen import chosen_run, read_photos, run_pictures, unseen_pictures
from training.commands.options import (
    DEFAULT_RECIPE,
    DataOption,
    PhotosOption,
    RecipeOption,
    RunOption,
    SmokeOption,
)
from training.errors import UserError


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
    if not len(validation):
        raise UserError(
            f"{trained.folder} learned from all pictures (--validation 0), so none is left to "
            "choose by. Train another --run with some."
        )
    photographs = read_photos(photos, classes, pictures)
    calibration = calibrate_run(trained.deployed(temperature=1), validation, began, photographs)
    trained.save_calibration(calibration)
    print(
        f"Temperature {calibration.temperature:.2f}; 'none of these' below a confidence of "
        f"{calibration.threshold:.2f}: {trained.folder / 'calibration.json'}"
    )


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
    test, unseen = pictures.test(), unseen_pictures(archives, trained.recipe())

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
