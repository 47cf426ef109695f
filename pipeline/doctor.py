"""Examines the machine: Python, the packages that pyproject.toml asks for, and optional system tools."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from pipeline.office import find_office, how_to_install

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked for, and what to do where it is missing."""

    name: str
    found: str | None
    needed: bool
    remedy: str

    def line(self) -> str:
        """Return what to print of it."""
        if self.found:
            return f"ok       {self.name} {self.found}"
        return f"{'missing ' if self.needed else 'optional'} {self.name}: {self.remedy}"


def examine() -> tuple[Examined, ...]:
    """Return everything that was looked for, in a fixed order."""
    return (_python(), *_packages(), _office())


def _python() -> Examined:
    found = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= OLDEST_PYTHON
    return Examined("Python", found if good else None, True, f"{found} is too old: install 3.11 or later")


def _packages() -> Iterator[Examined]:
    """Yield the packages that ziping itself requires; extras are for those who work on it."""
    remedy = "python -m pip install ziping"
    try:
        required = metadata.requires("ziping") or []
    except metadata.PackageNotFoundError:
        yield Examined("ziping", None, True, "python -m pip install -e .")
        return
    for requirement in required:
        if "extra ==" in requirement:
            continue
        name = re.match(r"[\w.-]+", requirement)
        if name is not None:
            yield Examined(name[0], _installed(name[0]), True, remedy)


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _office() -> Examined:
    found = find_office()
    remedy = f"without it .doc, .wps and RTF files are not read; {how_to_install()}"
    return Examined("LibreOffice", str(found) if found else None, False, remedy)
