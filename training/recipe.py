"""A recipe: everything that decides how a model is trained, read from a small commented file."""

import dataclasses
import json
import tomllib
import typing
from dataclasses import dataclass, field
from pathlib import Path

from training.errors import UserError
from training.files import replaced

FOLDER = Path(__file__).parent / "recipes"

BACKBONES = ("mobilenet_v2", "densenet121", "xception", "resnet50")
CHOICES = {
    "model": ("fast", "cnn", *BACKBONES),
    "weights": ("", "imagenet"),
    "precision": ("fastest", "float32"),
    "outliers": ("", "cifar100"),
    "optimizer": ("sgd", "adam"),
    "schedule": ("cosine", "decay"),
}


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """The choices behind one run. A recipe file names those that differ from the defaults here."""

    name: str
    data: str
    validation: float = 0.2  # share cut from the training pictures, stratified
    seed: int = 42
    outliers: str = ""  # what is none of the classes, see datasets/cifar100.py
    outlier_share: float = 0.0  # of each batch

    model: str = "fast"
    start_from: str = ""  # the run whose weights this one begins with, layer by layer
    keep_of_start: float = 0.0  # share of those weights in the mean with the trained ones
    teachers: list[str] = field(default_factory=list)  # runs to learn from, as from the labels
    weights: str = ""  # of a backbone: "imagenet", or "" for random ones
    size: int = 0  # side at which the network sees a picture, in pixels; 0: as the pictures come
    widths: list[int] = field(default_factory=lambda: [64, 256, 256])  # filters of each block
    convolutions: list[int] = field(default_factory=lambda: [2, 3, 3])  # in each block
    block_dropout: float = 0.0  # after each block of `cnn`
    inner: int = 0  # units of a Dense layer before the last; 0: none
    dropout: float = 0.0  # before the last layer
    l1: float = 0.0  # penalty on the weights of the inner and the last layer
    l2: float = 0.0
    trainable_layers: int = -1  # before the head, counted from their end; -1: all
    fold_norms: bool = False  # BatchNorm goes into the convolutions and stays: far faster
    head_epochs: int = 0  # first epochs, in which all layers before the head are frozen
    head_learning_rate: float = 0.001
    precision: str = "fastest"  # by measurement, or "float32"

    epochs: int = 10  # after those for the head
    batch_size: int = 64
    optimizer: str = "sgd"  # with Nesterov momentum, or "adam"
    learning_rate: float = 0.01  # at its highest
    schedule: str = "cosine"  # half a cosine to 0, or "decay": by a factor each epoch
    warmup: float = 0.0  # share of the run in which the rate rises before the cosine
    decay: float = 1.0  # the factor of "decay"
    plateau_patience: int = 0  # epochs without a lower validation loss until ...
    plateau_factor: float = 0.5  # ... the learning rate is multiplied by this; 0 epochs: never
    stop_patience: int = 0  # epochs without a better validation accuracy to stop after; 0: never
    settle_norms: bool = False  # at the end BatchNorm measures the pictures without augmentation
    keep_best: bool = False  # the model of the epoch with the best validation accuracy
    momentum: float = 0.9  # of "sgd"
    weight_decay: float = 0.0  # decoupled from the gradient, so times the learning rate
    label_smoothing: float = 0.0
    class_weights: bool = False  # the classes count the same, however many pictures each has

    flip: bool = False  # left and right, every other epoch
    rotate: float = 0.0  # at most, in degrees
    zoom: float = 0.0  # 0.1: from 90 to 110 %
    shear: float = 0.0  # at most, in degrees
    resolution: float = 0.0  # 0.2: resized to 80 to 120 %, then padded or cut back
    shift: int = 0  # pixels, in both directions, mirrored at the border
    brightness: float = 0.0  # 0.2: up to a fifth of the range lighter or darker
    contrast: float = 0.0  # 0.2: from 80 to 120 %
    saturation: float = 0.0  # 0.2: colours from 80 to 120 % as strong
    backdrop: float = 0.0  # share of pictures that fade into a plain colour around the middle
    cutout: int = 0  # side of a square that is hidden in the early epochs
    early_crop: int = 0  # side of the cut that the early epochs see; 0: the whole picture
    early_epochs: int = 0
    mixup: float = 0.0  # 0.2: pairs are mixed by shares from Beta(0.2, 0.2)


def load_recipe(name: str, **overrides) -> Recipe:
    """Read `recipes/<name>.toml`, or the file that `name` is if it ends in `.toml`.

    Overrides that are None leave the recipe's value. Raises UserError for an unknown recipe, an
    unknown or missing key, or a value of a wrong kind.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.toml")))
        raise UserError(f"There is no recipe '{name}'. Known recipes: {known}.")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path} is not valid TOML: {error}.") from error
    return check(overridden({"name": path.stem, **values}, overrides), path)


def write_recipe(path: Path, recipe: Recipe, why: str) -> None:
    """Write a recipe as a file that `load_recipe` reads, with all that differs from the defaults.

    why: a line of comment for its head.
    """
    fields = dataclasses.fields(Recipe)
    made = Recipe(name=recipe.name, data=recipe.data)
    values = {field.name: getattr(recipe, field.name) for field in fields if field.name != "name"}
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"  # which TOML reads as well
        for key, value in values.items()
        if key == "data" or value != getattr(made, key)
    ]
    with replaced(path) as beside:
        beside.write_text("\n".join([f"# {why}", "", *lines, ""]), encoding="utf-8")


def overridden(values: dict, overrides: dict) -> dict:
    """The values, those of the overrides in their place that are not None."""
    return values | {key: value for key, value in overrides.items() if value is not None}


def check(values: dict, path: Path) -> Recipe:
    """Turn a dictionary into a Recipe, or say which key of `path` is wrong."""
    fields = {field.name: field.type for field in dataclasses.fields(Recipe)}
    for key in values.keys() - fields.keys():
        raise UserError(f"{path}: '{key}' is not a key of a recipe. Keys: {', '.join(fields)}.")
    for key in {"name", "data"} - values.keys():
        raise UserError(f"{path}: '{key}' is missing.")
    for key, value in values.items():
        if not is_of_kind(value, fields[key]):
            kind = getattr(fields[key], "__name__", fields[key])
            raise UserError(f"{path}: {key} = {value!r} should be of kind {kind}.")
    recipe = Recipe(**values)
    check_ranges(recipe)
    check_combinations(recipe)
    return recipe


def is_of_kind(value, kind: type) -> bool:
    """Whether a value of a TOML file will do; a whole number does for a float."""
    if entries := typing.get_args(kind):
        return isinstance(value, list) and all(type(entry) is entries[0] for entry in value)
    return type(value) in {float: (int, float)}.get(kind, (kind,))


def check_ranges(recipe: Recipe) -> None:
    """Refuse a value that no recipe can have, in a sentence that says which ones it can."""
    for key, known in CHOICES.items():
        if getattr(recipe, key) not in known:
            names = ", ".join(f'"{name}"' for name in known)
            raise UserError(f'{key} = "{getattr(recipe, key)}" should be one of {names}.')
    below_one = ("validation", "keep_of_start", "outlier_share", "block_dropout", "dropout",
                 "momentum", "warmup", "label_smoothing", "zoom", "resolution", "brightness",
                 "contrast", "saturation", "backdrop")  # fmt: skip
    for key in below_one:
        if not 0 <= getattr(recipe, key) < 1:
            raise UserError(f"{key} = {getattr(recipe, key)} should be from 0 to below 1.")
    at_least = {"epochs": 1, "batch_size": 1, "trainable_layers": -1} | dict.fromkeys(
        ("seed", "size", "inner", "l1", "l2", "head_epochs", "plateau_patience", "stop_patience",
         "weight_decay", "rotate", "shear", "shift", "cutout", "early_crop", "early_epochs",
         "mixup"), 0)  # fmt: skip
    for key, least in at_least.items():
        if getattr(recipe, key) < least:
            raise UserError(f"{key} = {getattr(recipe, key)} should be at least {least}.")
    if min([*recipe.widths, *recipe.convolutions], default=0) < 1:
        raise UserError("widths and convolutions should name a block or more, each at least 1.")
    for key in ("learning_rate", "head_learning_rate", "decay", "plateau_factor"):
        if not 0 < getattr(recipe, key) < float("inf"):
            raise UserError(f"{key} = {getattr(recipe, key)} should be above 0.")


def check_combinations(recipe: Recipe) -> None:
    """Refuse keys that would do nothing, or cannot be, beside each other."""
    if recipe.teachers and (recipe.mixup or recipe.early_crop):
        raise UserError("teachers look at whole pictures: leave out mixup and early_crop.")
    if recipe.keep_of_start and not recipe.start_from:
        raise UserError("keep_of_start needs start_from: the run whose weights it keeps.")
    if recipe.weights and recipe.model not in BACKBONES:
        raise UserError(
            f'There are no {recipe.weights} weights for "{recipe.model}", only for '
            f"{', '.join(BACKBONES)}."
        )
    if recipe.fold_norms and not (recipe.weights or recipe.start_from):
        raise UserError(
            "fold_norms needs weights or start_from: BatchNorm has to have settled before it is "
            "folded into the convolutions."
        )
    if bool(recipe.outliers) != bool(recipe.outlier_share):
        raise UserError("outliers and outlier_share need each other: what, and how many a batch.")
    if recipe.model == "fast":
        if min(recipe.convolutions) < 2:
            raise UserError('model = "fast" needs two convolutions or more in each block.')
        others = ("inner", "dropout", "l1", "l2", "head_epochs", "fold_norms")
        given = [key for key in others if getattr(recipe, key)]
        if given or recipe.trainable_layers >= 0:
            raise UserError(
                f'{", ".join(given or ["trainable_layers"])} cannot be with model = "fast", which '
                "has one layer for a head and learns as a whole."
            )
    if len(recipe.widths) != len(recipe.convolutions):
        raise UserError("widths and convolutions should have an entry for each block.")
    if not recipe.validation and (
        recipe.plateau_patience or recipe.stop_patience or recipe.keep_best
    ):
        raise UserError(
            "plateau_patience, stop_patience and keep_best need validation pictures: set "
            "validation above 0, or leave them out."
        )
    if recipe.schedule == "cosine" and (recipe.plateau_patience or recipe.decay != 1):
        raise UserError('plateau_patience and decay need schedule = "decay".')
    if recipe.schedule == "decay" and recipe.warmup:
        raise UserError('warmup needs schedule = "cosine".')
    if (recipe.cutout or recipe.early_crop) and not recipe.early_epochs:
        raise UserError("cutout and early_crop are for the early epochs: set early_epochs.")
