"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_RECIPE = "cifar10-fast"  # minutes, and needs no other run

RecipeOption = Annotated[
    str,
    typer.Option(
        metavar="NAME|FILE",
        help="A file of training/recipes, without .toml, or the path of any other .toml file.",
        show_default=True,
    ),
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
DistributedOption = Annotated[
    bool,
    typer.Option(
        "--distributed",
        help="Share out each batch among several devices or machines; see docs/course/.",
    ),
]
SeedOption = Annotated[int | None, typer.Option(help="Instead of the recipe's.")]
NameOption = Annotated[
    str | None, typer.Option(help="Name under web/model/. Default: the recipe's data set.")
]
SmokeOption = Annotated[
    bool, typer.Option("--smoke", help="Try the whole path in seconds on generated pictures.")
]
