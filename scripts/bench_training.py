"""Measure the pipeline beside what a maker would pick instead, in one run.

    .venv/bin/python scripts/bench_training.py
    .venv/bin/python scripts/bench_training.py --only step,commands --json figures.json
    .venv/bin/python scripts/bench_training.py --quick --alone    # proves that it runs

Writes docs/benchmarks.md, unless it was quick or the machine was busy with other work.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from bench.training import commands, full, loader, report, step  # noqa: E402
from bench.training.document import circumstances, is_busy, write_sections  # noqa: E402

PARTS = {
    "step": (step.measure, report.describe_step),
    "loader": (loader.measure, report.describe_loader),
    "commands": (commands.measure, report.describe_commands),
    "full": (full.measure, report.describe_full),
}


def main() -> None:
    """Measure what was asked for, print it, and keep it."""
    options = read_options()
    was_busy = is_busy()  # before we are the work ourselves
    run = circumstances()
    figures, sections, ratios = {}, {}, {}
    for part in options.only:
        measure, describe = PARTS[part]
        print(f"\n── {part}", flush=True)
        figures[part] = measure(quick=options.quick, alone=options.alone)
        ratios |= figures[part].get("ratios", {})
        print(describe(figures[part]), flush=True)
        sections[f"training-{part}"] = f"{report.describe_run(run)}\n\n{describe(figures[part])}"
    if options.json:
        options.json.write_text(json.dumps({**run, **ratios, "parts": figures}, indent=2) + "\n")
    if options.quick or options.alone:
        return
    if was_busy:
        print("\nOther work kept this machine busy: docs/benchmarks.md stays as it was.")
        return
    write_sections(sections)
    print("\ndocs/benchmarks.md has the new figures.")


def read_options() -> argparse.Namespace:
    """The options, checked; the long part runs only when it is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n", 1)[0],
        epilog=f"Parts: {', '.join(PARTS)}.",
    )
    quick_parts = [part for part in PARTS if part != "full"]
    parser.add_argument(
        "--only", type=chosen_parts, default=quick_parts, help="Parts, separated by commas."
    )
    parser.add_argument("--full", action="store_true", help="Train whole runs, too: half an hour.")
    parser.add_argument("--json", type=Path, help="A file for every figure.")
    parser.add_argument("--quick", action="store_true", help="Seconds: proves that it runs.")
    parser.add_argument("--alone", action="store_true", help="Without the peer, PyTorch.")
    options = parser.parse_args()
    if options.full and "full" not in options.only:
        options.only = [*options.only, "full"]
    return options


def chosen_parts(text: str) -> list[str]:
    """The names in a list with commas; argparse says what was wrong with it."""
    names = text.split(",")
    for name in names:
        if name not in PARTS:
            raise argparse.ArgumentTypeError(
                f"there is no part '{name}'; parts: {', '.join(PARTS)}"
            )
    return names


if __name__ == "__main__":
    main()
