"""The program LibreOffice: where it stands, how it is installed, and one process of it.

A process has a profile folder of its own, since two that share one wait for each other or fail. The
profile forbids what a report from the web has no business to do: macros, links, the network.

>>> how_to_install("linux")
'apt-get install libreoffice-writer-nogui'
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

# On Windows soffice.com waits for its end and writes to the terminal, soffice.exe does neither.
COMMANDS: Final = ("soffice.com", "soffice", "libreoffice")
MACOS_PLACES: Final = ("/Applications/LibreOffice.app", "~/Applications/LibreOffice.app")
WINDOWS_PLACES: Final = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")

# By `sys.platform`; whoever has another system knows its packages.
INSTALL: Final = {
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install TheDocumentFoundation.LibreOffice",
}
INSTALL_ELSEWHERE: Final = "apt-get install libreoffice-writer-nogui"

# Macros: 3 is "very high". Links: 0 is "never". The proxy leads nowhere, so that pictures and templates
# that a file names on the web are not fetched; port 9 discards what it is sent, where anything listens.
SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
ITEM: Final = '<item oor:path="/org.openoffice.{0}"><prop oor:name="{1}" oor:op="fuse"><value>{2}</value></prop></item>'
SETTINGS_FILE: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{}\n</oor:items>\n'
ARGUMENTS: Final = ("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck")
TARGET: Final = "docx:MS Word 2007 XML"

# How often a process is looked at, in seconds.
TICK: Final = 0.1


def find_office() -> Path | None:
    """Return the program, from PATH before the usual places of macOS and Windows; None where it is not there."""
    on_path = next(filter(None, map(shutil.which, COMMANDS)), None)
    return Path(on_path) if on_path else next((p for p in _usual_places() if p.is_file()), None)


def how_to_install(system: str = sys.platform) -> str:
    """Return the command that installs the program."""
    return INSTALL.get(system, INSTALL_ELSEWHERE)


def _usual_places() -> Iterator[Path]:
    if sys.platform == "darwin":
        yield from (Path(place).expanduser() / "Contents/MacOS/soffice" for place in MACOS_PLACES)
    if os.name == "nt":
        folders = [os.environ[name] for name in WINDOWS_PLACES if name in os.environ]
        yield from (Path(folder, "LibreOffice", "program", COMMANDS[0]) for folder in folders)


def run_office(
    program: Path,
    files: Sequence[Path],
    folder: Path,
    seconds: float,
    cancelled: Callable[[], bool],
) -> str | None:
    """Convert files to DOCX in `folder`; return why the process came to no good end, None where it did.

    It is ended where nothing new appears for so many `seconds`. What it could not open has no DOCX.
    """
    profile = folder / "profile"
    _write_settings(profile)
    arguments = [str(program), f"-env:UserInstallation={profile.as_uri()}", *ARGUMENTS, "--convert-to", TARGET]
    process = subprocess.Popen(
        [*arguments, "--outdir", str(folder), *map(str, files)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _watch(process, folder, seconds, cancelled)
    finally:
        _end(process)


def _write_settings(profile: Path) -> None:
    items = "\n".join(ITEM.format(*setting) for setting in SETTINGS)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS_FILE.format(items), encoding="utf-8")


def _watch(process: subprocess.Popen[bytes], folder: Path, seconds: float, cancelled: Callable[[], bool]) -> str | None:
    """Wait for the end of a process; return why it did not end by itself, None where it did."""
    count, since = 0, time.monotonic()
    while True:
        try:
            status = process.wait(TICK)
        except subprocess.TimeoutExpired:
            found = len(list(folder.glob("*.docx")))
            if found != count:
                count, since = found, time.monotonic()
            if cancelled():
                return "the run was interrupted"
            if time.monotonic() - since > seconds:
                return f"LibreOffice did not convert it within {seconds:g} seconds"
            continue
        return None if status == 0 else f"LibreOffice ended with status {status}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started: on every system the program is a starter of another."""
    if os.name == "nt":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):  # all of them have ended
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
