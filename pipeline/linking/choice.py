"""What is chosen for one figure, and the setting in which a sentence is read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.codebook import INDICATORS
from pipeline.linking.subjects import NOBODY, Subject
from pipeline.model import Basis, Region, Role


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds before a sentence begins: set by the report, the headings and the sentences before.

    `heading` is the subject that headings set, `subject` that of the sentences before as well; `flow` is
    where money comes from or goes and `percent` which percentage and `rate` which rate of money is
    meant (names of measures); `recent` are the
    subjects that the last sentence with several told apart, in their order.
    """

    subject: Subject = NOBODY
    heading: Subject = NOBODY
    report: Subject = NOBODY
    recent: tuple[Subject, ...] = ()
    flow: str | None = None
    level: str | None = None
    percent: str | None = None
    rate: str | None = None
    role: Role | None = None
    report_year: int | None = None
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one figure; `near` tells whether words at the figure itself say so.

    `name` is the measure's entry in the vocabulary, or `on_roll`, `added`, `removed` for counts and
    `level:…` for money of one level of government. `also` are further indicators that the figure states
    (均为: one value of several subjects), `said` the subject as its own words say it, which the next goes on with.
    """

    subject: Subject
    programme: str | None
    name: str | None
    measure: str | None
    role: Role
    basis: Basis
    year: int | None
    regions: tuple[Region, ...]
    per: tuple[str, ...]
    how: str
    rule: str
    near: bool
    skip: str | None = None
    also: tuple[str, ...] = ()
    said: Subject = NOBODY

    @property
    def indicator(self) -> str | None:
        """Return the codebook's id, None where programme and measure make none."""
        if self.skip or self.programme is None or self.measure is None:
            return None
        name = f"{self.programme}.{self.measure}"
        return name if name in INDICATORS else None
