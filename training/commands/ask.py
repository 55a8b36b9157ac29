"""The command that asks a model."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def predict(
    files: Annotated[list[Path], typer.Argument(help="Pictures: JPEG, PNG, WebP, GIF, BMP, AVIF.")],
    model: Annotated[
        str | None,
        typer.Option(
            help="A model under web/model/; or the path of one that `convert` wrote, such as "
            "runs/final/formats/model-int8.tflite; or a kilas-classes.json, saved in the page's "
            "room 'Teach it'. Default: the page's first."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Say what pictures show, with the model that the page uses or with any that was converted.

    Example: python -m training predict --json photo.jpg
    """
    from training.predict import load_model
    from training.predict import predict as predict_files
    from training.provenance import ROOT

    failed = False
    for answer in predict_files(load_model(ROOT / "web" / "model", model), files):
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
