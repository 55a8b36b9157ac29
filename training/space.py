"""What `tune` may change about a recipe: the one table of the search."""

from collections.abc import Callable
from dataclasses import dataclass

from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.trial import Trial

from training.recipe import BACKBONES, Recipe

Values = Callable[
    [float, int], BaseDistribution
]  # of the recipe's own value and the pictures' side


def times(low: float, high: float) -> Values:
    """From `low` to `high` times the recipe's own value, by magnitude."""
    return lambda own, side: FloatDistribution(own * low, own * high, log=True)


def between(low: float, high: float) -> Values:
    """From `low` to `high`, or further if the recipe's own value lies there."""
    return lambda own, side: FloatDistribution(min(low, own), max(high, own))


def one_of(*values: float) -> Values:
    """One of these, or the recipe's own."""
    return lambda own, side: CategoricalDistribution(sorted({*values, own}))


def pixels(share: float) -> Values:
    """A number of pixels, up to a share of the side of the pictures."""
    return lambda own, side: IntDistribution(0, max(int(side * share), own))


@dataclass(frozen=True)
class Row:
    """A key of recipes, the values to try, and the models for which it means something."""

    key: str
    values: Values
    models: tuple[str, ...]


ALL = ("fast", "cnn", *BACKBONES)
WITH_HEAD = ("cnn", *BACKBONES)

SPACE = (
    Row("learning_rate", times(0.2, 5), ALL),
    Row("batch_size", one_of(32, 64, 128, 256), ALL),
    Row("convolutions", one_of(-1, 0, 1), ("fast", "cnn")),  # more in each block than the recipe
    Row("trainable_layers", one_of(-1, 0, 20, 60), BACKBONES),
    Row("inner", one_of(0, 128, 256, 512), WITH_HEAD),
    Row("dropout", between(0, 0.6), WITH_HEAD),
    Row("block_dropout", between(0, 0.4), ("cnn",)),
    Row("flip", one_of(False, True), ALL),
    Row("shift", pixels(1 / 8), ALL),
    Row("rotate", between(0, 20), ALL),
    Row("zoom", between(0, 0.2), ALL),
    Row("brightness", between(0, 0.3), ALL),
    Row("mixup", one_of(0.0, 0.2, 0.4), ALL),
)


def rows(recipe: Recipe) -> list[Row]:
    """The rows of the table for a recipe; its teachers cannot look at mixed pictures."""
    return [
        row
        for row in SPACE
        if recipe.model in row.models and not (recipe.teachers and row.key == "mixup")
    ]


def search_space(recipe: Recipe, side: int) -> dict[str, BaseDistribution]:
    """The rows of the table for a recipe's model, by key; side: of the pictures, in pixels."""
    own = own_values(recipe)
    return {row.key: row.values(own[row.key], side) for row in rows(recipe)}


def own_values(recipe: Recipe) -> dict[str, float]:
    """The recipe as a point of its own search space."""
    own = {row.key: getattr(recipe, row.key) for row in rows(recipe)}
    return own | ({"convolutions": 0} if "convolutions" in own else {})


def suggest(trial: Trial, space: dict[str, BaseDistribution]) -> dict[str, float]:
    """A point of the search space."""
    point = {}
    for key, values in space.items():
        if isinstance(values, CategoricalDistribution):
            point[key] = trial.suggest_categorical(key, values.choices)
        elif isinstance(values, IntDistribution):
            point[key] = trial.suggest_int(key, values.low, values.high)
        else:
            point[key] = trial.suggest_float(key, values.low, values.high, log=values.log)
    return point


def as_keys(point: dict[str, float], recipe: Recipe) -> dict:
    """What a point of the search space says of the keys of a recipe."""
    keys = {
        key: float(f"{value:.3g}") if isinstance(value, float) else value
        for key, value in point.items()
    }
    if more := keys.pop("convolutions", 0):
        least = 2 if recipe.model == "fast" else 1
        keys["convolutions"] = [max(depth + more, least) for depth in recipe.convolutions]
    return keys
