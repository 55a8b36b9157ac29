"""A recipe: everything that decides how a model is trained, read from a small commented file."""

import dataclasses
import tomllib
from dataclasses import dataclass
from pathlib import Path

from training.errors import UserError

FOLDER = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class Recipe:
    """The choices behind one run; `recipes/*.toml` give each its value and the reason for it."""

    name: str
    data: str
    outliers: str
    outlier_share: float
    start_from: str
    widths: list[int]
    convolutions: list[int]
    epochs: int
    batch_size: int
    learning_rate: float
    warmup: float
    momentum: float
    weight_decay: float
    label_smoothing: float
    flip: bool
    shift: int
    cutout: int
    early_crop: int
    early_epochs: int
    validation: float
    seed: int


def load_recipe(name: str, **overrides) -> Recipe:
    """Read `recipes/<name>.toml`; overrides that are None leave the recipe's value.

    Raises UserError for an unknown recipe, an unknown or missing key, or a value of a wrong kind.
    """
    path = FOLDER / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.toml")))
        raise UserError(f"There is no recipe '{name}'. Known recipes: {known}.")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path} is not valid TOML: {error}.") from error
    values |= {key: value for key, value in overrides.items() if value is not None}
    return check({"name": name, **values}, path)


def check(values: dict, path: Path) -> Recipe:
    """Turn a dictionary into a Recipe, or say which key of `path` is wrong."""
    fields = {field.name: field.type for field in dataclasses.fields(Recipe)}
    for key in values.keys() - fields.keys():
        raise UserError(f"{path}: '{key}' is not a key of a recipe. Keys: {', '.join(fields)}.")
    for key in fields.keys() - values.keys():
        raise UserError(f"{path}: '{key}' is missing.")
    for key, kind in fields.items():
        if not is_of_kind(values[key], kind):
            raise UserError(f"{path}: {key} = {values[key]!r} should be of kind {kind.__name__}.")
    recipe = Recipe(**values)
    if not 0 <= recipe.validation < 1:
        raise UserError(f"validation = {recipe.validation} should be from 0 to below 1.")
    if recipe.epochs < 1 or recipe.batch_size < 1:
        raise UserError("epochs and batch_size should be at least 1.")
    return recipe


def is_of_kind(value, kind: type) -> bool:
    """Whether a value of a TOML file will do; a whole number does for a float."""
    if kind == list[int]:
        return isinstance(value, list) and all(type(entry) is int for entry in value)
    return type(value) in {float: (int, float)}.get(kind, (kind,))
