"""The environment of the peer, apart from ours: its packages clash with TensorFlow's."""

import subprocess
import sys
from pathlib import Path

from bench.training.document import ROOT

FOLDER = ROOT / "runs" / "bench-peers" / "python"
REQUIREMENTS = Path(__file__).parent / "requirements.txt"


def prepare_peer() -> Path:
    """Make the environment where it is not there yet; its Python."""
    python = FOLDER / "bin" / "python"
    stamp = FOLDER / "requirements.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print("Installing PyTorch for the bench alone: several GB …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", FOLDER], check=True)
        install = [python, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
        subprocess.run([*install, "-r", REQUIREMENTS], check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return python
