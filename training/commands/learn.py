"""Commands that make a model learn."""

from pathlib import Path
from typing import Annotated

import typer

from training.commands.chosen import choose, open_pictures, outlier_pictures
from training.commands.options import (
    DEFAULT_RECIPE,
    BatchSizeOption,
    DataOption,
    DistributedOption,
    EpochsOption,
    FromOption,
    LearningRateOption,
    RecipeOption,
    RunOption,
    SeedOption,
    SizeOption,
    SmokeOption,
    ValidationOption,
)


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
    distributed: DistributedOption = False,
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
    outliers, training = outlier_pictures(archives, chosen), pictures.training()

    from training.classes import check_names, load_classes, name_classes, names_in
    from training.distributed import ALONE, join
    from training.run import Run, own_run
    from training.train import train as train_run

    machines = join() if distributed else ALONE
    if pictures.folder and machines.number == 0:
        name_classes(chosen.data, pictures.classes, folder)
        check_names(chosen.data, pictures.classes, names_in(load_classes(chosen.data, folder)))
    classes = len(pictures.classes)
    try:
        with own_run(Run(folder), chosen, training.fingerprint, machines) as own:
            train_run(chosen, training, outliers, classes, own, machines=machines)
    except KeyboardInterrupt:
        print(f"\nStopped. The same command goes on after the last whole epoch in {folder}.")
        raise typer.Exit(130) from None
    print(f"Trained: {folder / 'model.keras'}")


def tune(
    recipe: RecipeOption = DEFAULT_RECIPE,
    data: DataOption = None,
    trials: Annotated[
        int,
        typer.Option(
            min=1, help="How many variants to try in all, with those of other processes and starts."
        ),
    ] = 30,
    minutes: Annotated[
        float | None,
        typer.Option(min=0, help="Stop after as many; the next start goes on. Default: never."),
    ] = None,
    study: Annotated[
        Path | None, typer.Option(help="Folder of the search. Default: runs/tune- and the recipe.")
    ] = None,
    epochs: EpochsOption = None,
    validation: ValidationOption = None,
    smoke: SmokeOption = False,
) -> None:
    """Search for a better recipe: learning rate, batch size, layers, dropout, augmentation.

    The first trial is the recipe as it is. Hopeless ones end early. Ctrl-C at any time; the same
    command goes on, and several at once share the work.

    Example: python -m training tune --recipe cifar10-fast --trials 40 --minutes 600
    """
    chosen, run = choose(recipe, None, data, smoke, epochs=epochs, validation=validation)
    folder = study or run.with_name(f"tune-{run.name}")
    pictures, archives = open_pictures(data, chosen, smoke)

    from training.tune import Search, best_first
    from training.tune import tune as search_recipes

    search = Search(
        chosen, pictures.training(), outlier_pictures(archives, chosen),
        len(pictures.classes), folder,
    )  # fmt: skip
    try:
        found = search_recipes(search, trials, minutes)
    except KeyboardInterrupt:
        print(f"\nStopped. The same command goes on where it was; what was found is in {folder}.")
        raise typer.Exit(130) from None
    if not (whole := best_first(found)):
        print(f"No trial has ended yet. The same command goes on in {folder}.")
        return
    print(f"Best of {len(found.trials)} trials: {whole[0].value:.2%} on the validation pictures.")
    print(f"What was found: {folder / 'search.html'}")
    print(f"Train it: python -m training train --recipe {search.best_path}")
