import hashlib
import io
import tarfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from training.datasets.download import CIFAR10, find
from training.errors import UserError

NAME = "cifar-10-python.tar.gz"


def make_archive() -> bytes:
    """A folder with one file of 100 kB."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=0) as tar:
        info = tarfile.TarInfo("cifar-10-batches-py/test_batch")
        info.size = 100_000
        tar.addfile(info, io.BytesIO(b"x" * info.size))
    return buffer.getvalue()


ARCHIVE = make_archive()
MD5 = hashlib.md5(ARCHIVE, usedforsecurity=False).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """Serves the archive as the server's `mood` says, and notes what was asked."""

    def do_GET(self):
        server = self.server
        server.asked.append(self.headers.get("Range"))
        if server.mood == "nonsense":
            self.wfile.write(b"This is not HTTP.\r\n\r\n")
            return
        if server.mood == "gone":
            self.send_error(404)
            return
        start = 0
        if self.headers.get("Range") and server.mood != "no ranges":
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            if start >= len(ARCHIVE):
                self.send_error(416)
                return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(ARCHIVE) - start))
        self.end_headers()
        stop = 40_000 if server.mood == "breaks off" else None
        self.wfile.write(ARCHIVE[start:stop])

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.mood, server.asked = "well", []
        server.url = f"http://127.0.0.1:{server.server_port}/{NAME}"
        server.source = replace(CIFAR10, url=server.url, md5=MD5)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_archive_is_fetched_once_and_nothing_else_is_left(server, tmp_path):
    data = tmp_path / "data"
    folder = find(server.source, data)
    assert (folder / "test_batch").stat().st_size == 100_000
    assert names_in(data) == ["cifar-10-batches-py"]

    assert find(server.source, data) == folder
    assert server.asked == [None]


def test_the_extracted_folder_itself_may_be_named(tmp_path, monkeypatch):
    folder = tmp_path / "cifar-10-batches-py"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert find(CIFAR10, Path()) == Path()
    assert find(CIFAR10, folder) == folder
    assert find(CIFAR10, tmp_path) == folder


def test_a_download_that_broke_off_goes_on_where_it_stopped(server, tmp_path):
    server.mood = "breaks off"
    with pytest.raises(UserError, match=r"broke off\. Run the command again to go on"):
        find(server.source, tmp_path)
    assert names_in(tmp_path) == [f"{NAME}.part"]

    server.mood = "well"
    assert (find(server.source, tmp_path) / "test_batch").exists()
    assert server.asked == [None, "bytes=40000-"]


def test_a_server_that_cannot_go_on_is_asked_for_all_of_it(server, tmp_path):
    (tmp_path / f"{NAME}.part").write_bytes(b"the beginning of an older archive")
    server.mood = "no ranges"
    assert (find(server.source, tmp_path) / "test_batch").exists()


def test_a_part_that_is_the_whole_archive_is_taken(server, tmp_path):
    (tmp_path / f"{NAME}.part").write_bytes(ARCHIVE)
    assert (find(server.source, tmp_path) / "test_batch").exists()


def test_an_archive_put_there_by_hand_is_taken(server, tmp_path):
    (tmp_path / NAME).write_bytes(ARCHIVE)
    assert (find(server.source, tmp_path) / "test_batch").exists()
    assert server.asked == []


def test_an_archive_that_is_not_the_official_one_is_removed(server, tmp_path):
    with pytest.raises(UserError, match=r"was not the official archive .* has been removed"):
        find(replace(server.source, md5="0" * 32), tmp_path)
    assert names_in(tmp_path) == []


def test_a_broken_unpacking_leaves_no_half_folder(server, tmp_path, monkeypatch):
    def break_off(tar, path, **options):
        (path / "cifar-10-batches-py").mkdir(parents=True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(tarfile.TarFile, "extractall", break_off)
        find(server.source, tmp_path)
    assert not (tmp_path / "cifar-10-batches-py").exists()

    assert (find(server.source, tmp_path) / "test_batch").exists()
    assert names_in(tmp_path) == ["cifar-10-batches-py"]
    assert server.asked == [None]


@pytest.mark.parametrize(
    ("mood", "reason"),
    [("gone", "answered HTTP Error 404"), ("nonsense", "could not be downloaded")],
)
def test_a_server_that_has_no_archive_is_told(server, tmp_path, mood, reason):
    server.mood = mood
    with pytest.raises(UserError, match=rf"(?s){reason}.*or fetch {server.url} by other means"):
        find(server.source, tmp_path)
    assert names_in(tmp_path) == []


def test_an_address_that_no_one_answers_is_told(server, tmp_path):
    server.shutdown()
    server.server_close()
    with pytest.raises(UserError, match=r"could not be downloaded \(.*refused\).*with KILAS_DATA"):
        find(server.source, tmp_path)
