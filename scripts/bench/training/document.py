"""docs/benchmarks.md and what stands beside each figure in it; the twin of ../document.mjs."""

import os
from pathlib import Path

from training.provenance import provenance

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "docs" / "benchmarks.md"
IDLE = 0.25  # load a core, up to which figures may be believed


def is_busy() -> bool:
    """Whether other work disturbs what is to be measured."""
    return os.getloadavg()[0] / os.cpu_count() > IDLE


def circumstances() -> dict:
    """Under which a run measures: hardware, load, date and commit."""
    known = provenance()
    load = round(os.getloadavg()[0], 2)
    return {key: known[key] for key in ("hardware", "date", "commit")} | {"load": load}


def write_sections(sections: dict[str, str]) -> None:
    """Put new text between the two markers of each section. ValueError where they are missing."""
    text = FILE.read_text(encoding="utf-8")
    for name, content in sections.items():
        start, end = (f"<!-- {name}:{edge} -->" for edge in ("start", "end"))
        if start not in text or end not in text.partition(start)[2]:
            raise ValueError(
                f"docs/benchmarks.md needs the lines {start} and {end}, in this order."
            )
        head, _, rest = text.partition(start)
        text = f"{head}{start}\n{content}\n{end}{rest.partition(end)[2]}"
    FILE.write_text(text, encoding="utf-8")
