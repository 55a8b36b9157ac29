"""Where a figure comes from: command, commit, machine and day."""

import datetime
import os
import platform
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def provenance() -> dict[str, str]:
    """What stands beside every figure, so that anyone can get it again."""
    return {
        "command": command(),
        "commit": commit(),
        "hardware": hardware(),
        "date": datetime.date.today().isoformat(),
    }


def command() -> str:
    """The command line of this process as the README writes it."""
    return shlex.join(["python", "-m", "training", *sys.argv[1:]])


def commit() -> str:
    """Short hash of the checkout, marked when files differ from it; 'unknown' outside of Git."""
    try:
        result = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--exclude=*"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return result.stdout.strip()


def hardware() -> str:
    """Processor and number of cores, such as 'Intel(R) Xeon(R) CPU @ 2.80GHz, 2 cores'."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        models = [line for line in cpuinfo.read_text().splitlines() if "model name" in line]
        name = models[0].split(":", 1)[1].strip() if models else name
    return f"{name}, {os.cpu_count()} cores"
