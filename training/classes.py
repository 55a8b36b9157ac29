"""The small file that names the classes of a data set: recipes/classes/<data>.toml."""

import tomllib

from training.errors import UserError
from training.recipe import FOLDER


def load_classes(data: str) -> dict:
    """Title, classes (names, labels by language, emoji) and card as metadata.json holds them.

    Raises UserError if the file is missing or not valid TOML.
    """
    path = FOLDER / "classes" / f"{data}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{path}, which names the classes of '{data}', is missing.") from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path} is not valid TOML: {error}.") from error


def class_names(data: str) -> list[str]:
    """The stable identifiers, in the order of the labels."""
    return [entry["name"] for entry in load_classes(data)["classes"]]
