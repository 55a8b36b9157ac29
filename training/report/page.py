"""One HTML page that gathers pictures and tables, and needs no other file to be read."""

import base64
import html
from dataclasses import dataclass
from pathlib import Path

from training.files import replaced

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
img { display: block; max-width: 100%; background: #fff; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: 0.2rem 0.8rem; border-bottom: 1px solid #8886; text-align: right; }
th:first-child, td:first-child { text-align: left; }
"""


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it.

    lines: paragraphs; image: a PNG file; table: rows of cells, the first row is its head.
    """

    title: str
    lines: tuple[str, ...] = ()
    image: Path | None = None
    table: tuple[tuple, ...] = ()


def write_page(path: Path, title: str, sections: list[Section]) -> None:
    """Write the page, whole or not at all, with the images inside of it."""
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head>",
        f"<body><h1>{html.escape(title)}</h1>",
        *(part for section in sections for part in body(section)),
        "</body></html>\n",
    ]
    with replaced(path) as beside:
        beside.write_text("\n".join(parts), encoding="utf-8", errors="backslashreplace")


def body(section: Section) -> list[str]:
    """The HTML of a section."""
    parts = [f"<h2>{html.escape(section.title)}</h2>"]
    parts += [f"<p>{html.escape(line)}</p>" for line in section.lines]
    if section.image:
        data = base64.b64encode(section.image.read_bytes()).decode()
        alt = html.escape(section.title, quote=True)
        parts.append(
            f'<div class="scroll"><img alt="{alt}" src="data:image/png;base64,{data}"></div>'
        )
    if section.table:
        head, *rows = section.table
        parts.append('<div class="scroll"><table>')
        parts.append(row("th", head))
        parts += [row("td", cells) for cells in rows]
        parts.append("</table></div>")
    return parts


def row(tag: str, cells: tuple) -> str:
    """A row of a table."""
    return "<tr>" + "".join(f"<{tag}>{html.escape(str(cell))}</{tag}>" for cell in cells) + "</tr>"
