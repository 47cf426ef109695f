"""Where LibreOffice is found, and what a document cannot make it do."""

import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pipeline.doctor import examine
from pipeline.office import Converted, convert_all, find_office, how_to_install

PAGES: list[str] = []


class Listening(BaseHTTPRequestHandler):
    """Notes every page that somebody asks for."""

    def do_GET(self) -> None:
        PAGES.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def site() -> Iterator[str]:
    """A web site on this machine."""
    PAGES.clear()
    server = HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_each_system_has_its_command(system: str) -> None:
    assert "ibre" in how_to_install(system) or "TheDocumentFoundation" in how_to_install(system)


@pytest.mark.parametrize("name", ["soffice", "libreoffice"])
def test_the_program_is_found_on_the_path(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_office() == program


def test_doctor_tells_how_to_get_what_is_absent(no_office: None) -> None:
    (examined,) = [e for e in examine() if e.name == "LibreOffice"]
    assert (examined.found, examined.needed) == (None, False)
    assert how_to_install() in examined.line()


def test_pictures_are_not_fetched_from_the_web(office: Path, site: str, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(f'<p>12</p><img src="{site}/picture.png" width=99 height=99>')
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = [profile, "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "doc:MS Word 97"]
    subprocess.run(
        [office, *arguments, "--outdir", tmp_path, tmp_path / "report.html"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert "/picture.png" in PAGES  # without our settings they are
    PAGES.clear()
    ((_, found),) = convert_all([(tmp_path / "report.doc").read_bytes], tmp_path / "out", 1)
    assert isinstance(found, Converted)
    assert PAGES == []
