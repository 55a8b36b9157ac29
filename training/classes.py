"""What the classes of a data set are called: recipes/classes/<data>.toml, or the run's own file."""

import json
import re
import tomllib
from pathlib import Path

from training.errors import UserError
from training.files import replaced
from training.recipe import FOLDER

HEAD = """\
# What the page and the terminal call the classes, made from the names of the folders. Change the
# title, the labels and the emoji as you like, and add a language by adding its code to every line;
# `name` has to stay the name of the folder. `export` reads this file.
"""


def load_classes(data: str, run: Path) -> dict:
    """Title, classes (names, labels by language, emoji) and card as metadata.json holds them.

    In the order of the labels. The run's own `classes.toml` comes first, then recipes/classes/.
    Raises UserError if the file is missing or not as it should be.
    """
    own = run / "classes.toml"
    if not own.exists():
        return read(shared_file(data))
    content = read(own)
    content["classes"].sort(key=lambda entry: entry["name"])  # as a folder's labels count them
    return content


def shared_names(data: str) -> list[str]:
    """The stable identifiers in recipes/classes/, in the order of the labels."""
    return names_in(read(shared_file(data)))


def names_in(content: dict) -> list[str]:
    """The stable identifiers, in the order of the labels."""
    return [entry["name"] for entry in content["classes"]]


def name_classes(data: str, names: list[str], run: Path) -> None:
    """Write the `classes.toml` of a run, unless recipes/classes/ has one with these very names.

    names: those of the folders, sorted. A file that the run has already stays as it is.
    """
    shared = shared_file(data)
    if not (run / "classes.toml").exists() and not (
        shared.exists() and shared_names(data) == names
    ):
        with replaced(run / "classes.toml") as beside:
            beside.write_text(made_up(short_name(data), names), encoding="utf-8")


def check_names(data: str, names: list[str], known: list[str]) -> None:
    """Refuse a data set whose classes are not those that a run knows."""
    if names != known:
        differing = sorted({*names} ^ {*known})
        more = f" and {len(differing) - 5} more" if len(differing) > 5 else ""
        raise UserError(
            f"{data} has other classes than the run: one of the two lacks "
            f"{', '.join(differing[:5])}{more}. Name the data that it was trained on with --data, "
            "or train another --run."
        )


def shared_file(data: str) -> Path:
    """Where recipes/classes/ names the classes of a data set, if it does."""
    return FOLDER / "classes" / f"{short_name(data)}.toml"


def short_name(data: str) -> str:
    """A name for what is made from a data set: lower-case letters, digits and hyphens."""
    words = re.findall("[a-z0-9]+", Path(data).name.lower())
    return "-".join(words) or "pictures"


def read(path: Path) -> dict:
    """A file of classes as it stands, checked, since makers edit it."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{path}, which names the classes, is missing.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid TOML: {error}.") from error
    if not is_text(content.get("title")) or not isinstance(content.get("classes"), list):
        raise UserError(f'{path} needs a title, {{ en = "…" }}, and a list of classes.')
    for entry in content["classes"]:
        if not is_class(entry):
            raise UserError(
                f"{path}: {entry} should have just a name, an emoji (or '') and labels, "
                '{ en = "…" } and other languages.'
            )
    return content


def is_class(entry) -> bool:
    """Whether this is a row of the list of classes."""
    return (
        isinstance(entry, dict)
        and entry.keys() == {"name", "emoji", "labels"}
        and isinstance(entry["name"], str)
        and isinstance(entry["emoji"], str)
        and is_text(entry["labels"])
    )


def is_text(labels) -> bool:
    """Whether this is text by language, English among them."""
    return (
        isinstance(labels, dict)
        and "en" in labels
        and all(isinstance(label, str) and label.strip() for label in labels.values())
    )


def made_up(title: str, names: list[str]) -> str:
    """The text of a `classes.toml` that calls each class by the name of its folder."""
    rows = []
    for name in names:
        label = quoted(name.replace("_", " ").strip() or name)
        labels = f"{{ en = {label}, id = {label} }}"
        rows.append(f'  {{ name = {quoted(name)}, emoji = "", labels = {labels} }},')
    title = quoted(title.replace("-", " ").capitalize())
    return "\n".join(
        [HEAD, f"title = {{ en = {title}, id = {title} }}", "", "classes = [", *rows, "]", ""]
    )


def quoted(text: str) -> str:
    """A string of TOML, whose escapes are those of JSON but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
