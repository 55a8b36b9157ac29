import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run_python(*arguments, cwd) -> subprocess.CompletedProcess:
    """Run this Python with the project at hand, from another folder; output comes back as text."""
    # A machine that is busy with a training run needs many times the usual half minute.
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, timeout=600, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@dataclass(frozen=True)
class Smoke:
    """What `all --smoke` printed and left."""

    result: subprocess.CompletedProcess
    folder: Path

    @property
    def models(self) -> Path:
        return self.folder / "web"


@pytest.fixture(scope="session")
def python():
    """`run_python`, for tests that drive the real command."""
    return run_python


@pytest.fixture(scope="session")
def smoke(tmp_path_factory) -> Smoke:
    """The whole pipeline, run once as a newcomer would, from a path with a space in it."""
    cwd = tmp_path_factory.mktemp("a folder ")
    result = run_python("-m", "training", "all", "--smoke", cwd=cwd)
    assert result.returncode == 0, result.stderr
    return Smoke(result, cwd / "runs" / "smoke")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Several processes share out the tests, but one alone makes the smoke run."""
    for item in items:
        if "smoke" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("smoke"))


@pytest.fixture
def float32():
    """The dtype policy that a training run sets for its process, put back afterwards."""
    from training.backend import keras

    keras.config.set_dtype_policy("float32")
    yield
    keras.config.set_dtype_policy("float32")


@pytest.fixture
def begun(smoke, tmp_path, float32):
    """An empty run of the smoke recipe, in the precision that the smoke run chose."""
    from training.run import Run

    run = Run(tmp_path / "run")
    run.folder.mkdir()
    shutil.copy(smoke.folder / "config.json", run.folder)
    return run
