"""Sentences as the linker sees them: words of the vocabulary and figures side by side.

A sentence ends at a full stop or with its block; a semicolon divides it into members, a comma into
clauses, and a pause mark (、) into items.

>>> sentence, = sentences(fold("农村低保5912户9047人，城市低保264户351人。"))
>>> [f.quantity.raw for f in sentence.figures]
['5912户', '9047人', '264户', '351人']
>>> sentence.clause(sentence.figures[2].start)
'城市低保264户351人'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import regex

from pipeline.linking.lexicon import Category, Token, scan
from pipeline.linking.words import boundaries
from pipeline.model import Quantity, Span
from pipeline.normalise.fold import Folded, fold
from pipeline.normalise.quantities import find_quantities

__all__ = ["Figure", "Sentence", "fold", "sentences"]

END = regex.compile(r"[。!?\n]+|$")
MEMBER = regex.compile(r"[;。]")
# A short bracket belongs to its word (县(区)财政, X人(次)); a longer one is a clause of its own.
CLAUSE = regex.compile(r"[,，;:。]|——|\((?![^()\d]{1,5}\))|(?<!\([^()\d]{1,5})\)")
# What a multiple is a multiple of, from the word that leads to it.
BASE = regex.compile(
    r"(?:按照?|为|是|达到?|高于|低于|不低于|不少于|均|相当于|以|参照|即|恰为|超过|执行)(?:了|到)?"
    r"[^,，。;:()\d]{2,24}(?:约|近)?$",
    regex.REVERSE,
)
STANDARD_OF = regex.compile(
    r"(?:城乡|城市|城镇|农村|当地|同期|当年|年度|居民)*(?:低保|最低生活保障)"
    r"(?:平均)?(?:保障)?(?:标准|线)?的?(?:约|近)?$",
    regex.REVERSE,
)
LINKED = regex.compile(
    r"(?:与|同|和|随|参照|比照|挂钩于)[^,，。;:()\d]{2,14}(?:挂钩|联动|相衔接|执行|并行|并列|叠加)|(?:参照|比照)[^,，。;:()\d]{2,14}(?=标准|每人|按|\d)"
    r"|以[^,，。;:()]{2,24}为(?:计算|测算|计发|救助)?(?:基数|基准|参照)"
    r"|转(?:为|入|到|至)[^,，。;:()\d]{2,8}|因[^,，。;:()\d]{2,24}(?=等?原因|等|[,，]全年预算)"
)
SUMMED = regex.compile(r"[二两三四][类档级](?:对象|标准)?")
SUMS_UP = regex.compile(r"(?:分为?|分成|划为|划分为|共|能力|等级|程度|各|按|设)$")
ASIDE = regex.compile(r"\((?:含|不含|包括|包含|其中含|除)[^()\d]*\)")
THOUSANDS = regex.compile(r"\d{3}(?!\d)")
SHORT = 2
# 标准(每人每年4920元): what stands before the bracket belongs to a figure right behind it.
BRACKETED_RATE = 6
PARTS_OF_OTHERS = frozenset({"group", "level", "respondent"})
YEAR = regex.compile(r"(?<!\d|\[)(?<year>(?:19|20)\d\d)(?:年度?|(?=末|底))")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at its place in the folded text of its sentence."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class YearWord:
    """A year printed in a sentence."""

    start: int
    end: int
    year: int


@dataclass(frozen=True)
class Sentence:
    """One sentence in folded characters; `offset` is where it begins in the folded document."""

    text: str
    offset: int
    printed: Span
    tokens: tuple[Token, ...]
    figures: tuple[Figure, ...]

    def only(self, keep: Callable[[Figure], bool]) -> Sentence:
        """Return the sentence with only those figures that `keep` accepts."""
        return replace(self, figures=tuple(f for f in self.figures if keep(f)))

    @cached_property
    def years(self) -> tuple[YearWord, ...]:
        """The years that the sentence prints, document numbers left out."""
        return tuple(YearWord(m.start(), m.end(), int(m["year"])) for m in YEAR.finditer(self.text))

    def within(self, start: int, end: int, *categories: Category) -> list[Token]:
        """Return the tokens that lie between two places, of these categories or of any."""
        return [
            t for t in self.tokens if start <= t.start and t.end <= end and (not categories or t.category in categories)
        ]

    @cached_property
    def _breaks(self) -> tuple[tuple[int, int], ...]:
        """Where clauses part: start and end of each mark, those inside numbers left out."""
        found = CLAUSE.finditer(self.text)
        return tuple((m.start(), m.end()) for m in found if not _inside_number(self.text, m.start()))

    def clause_start(self, position: int) -> int:
        """Return where the clause begins that holds a position."""
        starts = [end for _, end in self._breaks if end <= position]
        if starts and self.text[starts[-1] - 1] == "(" and position - starts[-1] <= BRACKETED_RATE:
            return self.clause_start(starts[-1] - 1) if starts[-1] > 1 else 0
        if starts and self.text[: starts[-1]].endswith("——") and position - starts[-1] <= BRACKETED_RATE:
            return self.clause_start(starts[-1] - 2) if starts[-1] > 2 else 0
        if starts and self.text[starts[-1] - 1] == ")" and position - starts[-1] <= 1:
            opening = self.text.rfind("(", 0, starts[-1])
            return self.clause_start(opening) if opening > 0 else 0
        return starts[-1] if starts else 0

    def clause_end(self, position: int) -> int:
        """Return where the clause ends that holds a position."""
        return next((start for start, _ in self._breaks if start >= position), len(self.text))

    def clause(self, position: int) -> str:
        """Return the clause that holds a position."""
        return self.text[self.clause_start(position) : self.clause_end(position)]

    def member(self, position: int) -> tuple[int, int]:
        """Return start and end of the member (between semicolons) that holds a position."""
        starts = [m.end() for m in MEMBER.finditer(self.text, 0, position)]
        end = MEMBER.search(self.text, position)
        return (starts[-1] if starts else 0, end.start() if end else len(self.text))


def _words(text: str, tokens: list[Token]) -> list[Token]:
    """Return the tokens without short ones that are only a part of a word."""
    if not any(map(_doubtful, tokens)):
        return tokens
    edges = boundaries(text)
    return [t for t in tokens if not _doubtful(t) or (t.start in edges and t.end in edges)]


def _doubtful(token: Token) -> bool:
    """Tell whether a word is short enough to be a part of another: 出 in 抽出, 城市 in 聊城市, 领导 in 领导小组.

    Verbs and measures of two characters are left: they are often cut together with what stands beside them (累计发放).
    """
    return (len(token.word) == 1 and token.category != "role") or (
        len(token.word) == SHORT and token.category in PARTS_OF_OTHERS
    )


def _meant(text: str, tokens: list[Token], figures: Sequence[Figure]) -> Iterator[Token]:
    """Yield the tokens that name something here.

    Not the base of a multiple (低保标准的1.3倍), not a sum (A、B、C三类), not an aside (含价格临时补贴).
    """
    bases = [
        m.start()
        for f in figures
        if f.quantity.kind == "multiple"
        for p in (BASE, STANDARD_OF)
        for m in [p.search(text, 0, f.start)]
        if m
    ]
    linked = [(m.start(), m.end()) for pattern in (LINKED, ASIDE) for m in pattern.finditer(text)]
    until = {m: f.start for f in figures if f.quantity.kind == "multiple" for m in bases if m < f.start}
    for before, token in zip([None, *tokens], tokens, strict=False):
        base = any(start <= token.start and token.end <= end for start, end in [*until.items(), *linked])
        counted = SUMMED.fullmatch(token.word) and (
            (before is not None and before.end == token.start) or SUMS_UP.search(text, 0, token.start)
        )
        if not (base and token.category in ("programme", "group")) and not counted:
            yield token


def _inside_number(text: str, position: int) -> bool:
    """Tell whether a comma or colon stands between digits (1,204人)."""
    return (
        text[position] in ",，:"
        and text[position - 1 : position].isdigit()
        and THOUSANDS.match(text, position + 1) is not None
    )


def sentences(
    folded: Folded, start: int = 0, end: int | None = None, quantities: Sequence[Quantity] | None = None
) -> Iterator[Sentence]:
    """Yield the sentences of a folded text, or of a part of it, each with its tokens and figures.

    `quantities` are those of the whole text where they are known already.
    """
    known = find_quantities(folded) if quantities is None else quantities
    placed = [(folded.position(q.span.start), folded.position(q.span.end), q) for q in known]
    position, stop = start, len(folded.text) if end is None else end
    while position < stop:
        match = END.search(folded.text, position, stop)
        until = match.end() if match else stop
        until = max(until, position + 1)
        text = folded.text[position:until]
        if text.strip():
            figures = tuple(Figure(a - position, b - position, q) for a, b, q in placed if position <= a and b <= until)
            found = _words(text, list(scan(text))) if figures else list(scan(text))
            tokens = tuple(_meant(text, found, figures))
            yield Sentence(text, position, folded.origin(position, until), tokens, figures)
        position = until
