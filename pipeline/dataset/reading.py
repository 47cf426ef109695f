"""Reads the tables of an output folder back into rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pipeline.dataset.folder import read_table
from pipeline.dataset.tables import TABLES, Rows, Table
from pipeline.errors import OutputError


def read_rows(output: Path) -> Rows:
    """Return the rows of all tables.

    Raises OutputError where the folder holds no dataset.
    """
    return Rows(**{table.name: tuple(_rows(output, table)) for table in TABLES})


def _rows(output: Path, table: Table[Any]) -> Iterator[Any]:
    arrow = read_table(output, table.name)
    if arrow is None:
        raise OutputError(f"{output} holds no table {table.name}: make a dataset with `ziping extract`")
    hints = get_type_hints(table.row)
    for row in arrow.to_pylist():
        yield table.row(**{name: _value(hints[name], row[name]) for name in hints})


def _value(hint: Any, value: Any) -> Any:
    """Return a value of Parquet as the row's field holds it: lists as tuples, structs as their NamedTuple."""
    if value is None:
        return None
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _value(next(a for a in arguments if a is not type(None)), value)
    if origin is tuple:
        return tuple(_value(arguments[0], v) for v in value)
    if isinstance(value, dict):
        return hint(**value)
    return value
