"""Fetching the archives of CIFAR from their official address, once, and whole."""

import hashlib
import http.client
import tarfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from training.errors import UserError
from training.files import remove

BLOCK = 1 << 20


@dataclass(frozen=True)
class Source:
    """Where a data set comes from; `folder` is what its archive extracts to."""

    title: str
    folder: str
    url: str
    md5: str


CIFAR10 = Source(
    "CIFAR-10",
    "cifar-10-batches-py",
    "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
    "c58f30108f718f92721af3d95e74349a",
)
CIFAR100 = Source(
    "CIFAR-100",
    "cifar-100-python",
    "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
    "eb9058c3a382ffc7106e4002c42a8d85",
)


def find(source: Source, data: Path) -> Path:
    """The extracted folder of a data set in, or at, `data`; downloaded if there is none.

    Raises UserError if the archive can neither be found nor fetched, or is not the official one.
    """
    if holds(source, data):
        return data if data.resolve().name == source.folder else data / source.folder
    archive = data / source.url.rsplit("/", 1)[1]
    if not archive.exists():
        download(source, archive)
    check(archive, source.md5)
    extract(archive, source.folder)
    remove(archive)
    return data / source.folder


def holds(source: Source, data: Path) -> bool:
    """Whether `data` holds, or is, the extracted folder of a data set."""
    is_it = data.is_dir() and data.resolve().name == source.folder
    return is_it or (data / source.folder).is_dir()


def download(source: Source, archive: Path) -> None:
    """Fetch to `<archive>.part`, going on where an earlier attempt broke off, then rename."""
    url = source.url
    part = archive.with_name(archive.name + ".part")
    remedy = (
        f"Run the command again to go on with the download, or fetch {url} by other means, "
        f"extract it, and name its folder with KILAS_DATA."
    )
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        have = part.stat().st_size if part.exists() else 0
        request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
        with urllib.request.urlopen(request, timeout=30) as response:
            resumed = response.status == 206
            total = int(response.headers.get("Content-Length", 0)) + (have if resumed else 0)
            with part.open("ab" if resumed else "wb") as file:
                copy(response, file, have if resumed else 0, total, source.title)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # all of it was there, or something that is not it
            part.replace(archive)
            return
        raise UserError(f"{url} answered {error}. {remedy}") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise UserError(f"{source.title} could not be downloaded ({reason}). {remedy}") from error
    if total and part.stat().st_size < total:
        raise UserError(f"The download of {url} broke off. {remedy}")
    part.replace(archive)


def copy(response, file, have: int, total: int, title: str) -> None:
    """Copy a response into a file with a progress bar in megabytes."""
    columns = (TextColumn(f"downloading {title}"), BarColumn(), DownloadColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar:
        task = bar.add_task("", total=total or None, completed=have)
        while block := response.read(BLOCK):
            file.write(block)
            bar.update(task, advance=len(block))


def check(archive: Path, md5: str) -> None:
    """Remove an archive that is not the official one, and say so."""
    digest = hashlib.md5(usedforsecurity=False)
    with archive.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    if digest.hexdigest() != md5:
        remove(archive)
        raise UserError(
            f"{archive} was not the official archive (MD5 {digest.hexdigest()}, expected {md5}) "
            "and has been removed. Run the command again to download it anew."
        )


def extract(archive: Path, folder: str) -> None:
    """Unpack beside and rename, so that a broken unpacking leaves no half folder."""
    scratch = archive.with_name(f".{folder}.extracting")
    remove(scratch)
    with tarfile.open(archive) as tar:
        tar.extractall(scratch, filter="data")
    (scratch / folder).rename(archive.with_name(folder))
    remove(scratch)
