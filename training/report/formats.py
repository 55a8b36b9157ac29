"""What `convert` measured, as a table."""

HEAD = ("format", "bytes", "accuracy", "drop", "agreement", "ms a picture", "kept")


def as_cells(rows: list[dict]) -> tuple[tuple[str, ...], ...]:
    """HEAD and a row of text for each format; rows: those of `formats.json`."""
    return (
        HEAD,
        *(
            (
                row["format"],
                f"{row['bytes']:,}",
                *(f"{row[key]:.2%}" for key in ("accuracy", "drop", "agreement")),
                f"{row['milliseconds']:.1f}",
                "yes" if row["kept"] else "no",
            )
            for row in rows
        ),
    )
