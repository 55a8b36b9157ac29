"""Fetching the archive of CIFAR-10 from its official address, once, and whole."""

import hashlib
import http.client
import tarfile
import urllib.error
import urllib.request
from pathlib import Path

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from training.datasets.cifar10 import FOLDER
from training.errors import UserError
from training.files import remove

URL = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
MD5 = "c58f30108f718f92721af3d95e74349a"
BLOCK = 1 << 20


def find_cifar10(data: Path, url: str = URL, md5: str = MD5) -> Path:
    """The extracted `cifar-10-batches-py` folder in, or at, `data`; downloaded if there is none.

    Raises UserError if the archive can neither be found nor fetched, or is not the official one.
    """
    if data.name == FOLDER and data.is_dir():
        return data
    if not (data / FOLDER).is_dir():
        archive = data / url.rsplit("/", 1)[1]
        if not archive.exists():
            download(url, archive)
        check(archive, md5)
        extract(archive, data)
        remove(archive)
    return data / FOLDER


def download(url: str, archive: Path) -> None:
    """Fetch to `<archive>.part`, going on where an earlier attempt broke off, then rename."""
    part = archive.with_name(archive.name + ".part")
    remedy = (
        f"Run the command again to go on with the download, or fetch {url} by other means, "
        f"extract it, and name its folder with --data."
    )
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        have = part.stat().st_size if part.exists() else 0
        request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
        with urllib.request.urlopen(request, timeout=30) as response:
            resumed = response.status == 206
            total = int(response.headers.get("Content-Length", 0)) + (have if resumed else 0)
            with part.open("ab" if resumed else "wb") as file:
                copy(response, file, have if resumed else 0, total)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # all of it was there, or something that is not it
            part.replace(archive)
            return
        raise UserError(f"{url} answered {error}. {remedy}") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise UserError(f"CIFAR-10 could not be downloaded ({reason}). {remedy}") from error
    if total and part.stat().st_size < total:
        raise UserError(f"The download of {url} broke off. {remedy}")
    part.replace(archive)


def copy(response, file, have: int, total: int) -> None:
    """Copy a response into a file with a progress bar in megabytes."""
    columns = (TextColumn("downloading CIFAR-10"), BarColumn(), DownloadColumn())
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


def extract(archive: Path, data: Path) -> None:
    """Unpack beside and rename, so that a broken unpacking leaves no half folder."""
    scratch = data / f".{FOLDER}.extracting"
    remove(scratch)
    with tarfile.open(archive) as tar:
        tar.extractall(scratch, filter="data")
    (scratch / FOLDER).rename(data / FOLDER)
    remove(scratch)
