"""Commands that make a model learn."""

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
    training, outliers = pictures.training(), outlier_pictures(archives, chosen.outliers)

    from training.classes import name_classes
    from training.distributed import ALONE, join, own_run
    from training.run import Run
    from training.train import train as train_run

    machines = join() if distributed else ALONE
    if pictures.folder and machines.number == 0:
        name_classes(chosen.data, pictures.classes, folder)
    classes = len(pictures.classes)
    try:
        with own_run(Run(folder), chosen, machines) as own:
            train_run(chosen, training, outliers, classes, own, machines=machines)
    except KeyboardInterrupt:
        print(f"\nStopped. The same command goes on after the last whole epoch in {folder}.")
        raise typer.Exit(130) from None
    print(f"Trained: {folder / 'model.keras'}")
