"""标准均为70元/人·月: one value that holds for each of the subjects named before it.

The subjects are those of a list in the clause (孤儿、事实无人抚养儿童标准均为1100元) or, where it holds
none, those of the figures before it in the sentence.

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("孤儿、事实无人抚养儿童标准均为每人每月1100元"))
>>> [[t.name for t in tokens] for tokens in read(sentence)[0].shared]
[['orphans'], ['unattended_children']]
"""

from __future__ import annotations

import regex

from pipeline.linking.lexicon import Token
from pipeline.linking.lists import lists_before, varying
from pipeline.linking.marks import Mark
from pipeline.linking.sentences import Sentence

EACH = regex.compile(
    r"(?:(?<![人月次户平年])均|都|皆|同为|一律|统一)(?:按|为|是|达到?|执行|提高到|提标到|保持|发放|[^,，。;\d]{0,6}?)[^,，。;\d]{0,8}$"
)
# 均 divides among the subjects before; 统一 may speak of the whole.
ALIKE = regex.compile(r"(?<![人月次户平年])均|都|皆|同为")
LONGEST_LIST_GAP = 6
KINDS = frozenset({"rate_of_money", "percent", "money"})
# How far back the counts may stand whose subjects share a rate.
MOST_SUBJECTS = 3


def read(sentence: Sentence) -> dict[int, Mark]:
    """Return for each value that several subjects share the words of those subjects, or their figures."""
    marks: dict[int, Mark] = {}
    for index, figure in enumerate(sentence.figures):
        start = max(sentence.clause_start(figure.start), sentence.figures[index - 1].end if index else 0)
        shared = _listed(sentence, start, figure.start)
        each = EACH.search(sentence.text, start, figure.start)
        if "分别" in sentence.text[start : figure.start]:
            continue
        if (
            figure.quantity.kind == "rate_of_money"
            and not each
            and not _listed_on(sentence, index)
            and _programmes(shared) > 1
        ):
            marks[index] = Mark(
                shared=shared, rule="each"
            )  # a rate is each one's own, where a count would be their sum
        if figure.quantity.kind not in KINDS or not each:
            continue
        if len(shared) > 1:
            marks[index] = Mark(shared=shared, rule="each")
        elif figure.quantity.kind != "percent":
            alike = ALIKE.search(sentence.text, start, figure.start)
            marks[index] = Mark(shared_by=_counts_before(sentence, index), rule="each" if alike else "each_whole")
    return marks


def _listed(sentence: Sentence, start: int, end: int) -> tuple[tuple[Token, ...], ...]:
    """Return the words of the subjects in the last list of the clause."""
    for run in reversed(lists_before(sentence, start, end)):
        subjects = varying(run)
        if len(subjects) > 1:
            return tuple(s.tokens for s in subjects)
    return ()


def _listed_on(sentence: Sentence, index: int) -> bool:
    """Tell whether the next figure goes on with a list of values, one for each subject."""
    if index + 1 >= len(sentence.figures):
        return False
    gap = sentence.text[sentence.figures[index].end : sentence.figures[index + 1].start]
    return gap[:1] in ("、", "和", "与", "及") and len(gap) <= LONGEST_LIST_GAP


def _programmes(shared: tuple[tuple[Token, ...], ...]) -> int:
    """Return how many subjects of a list name a programme of their own, 0 where another word ends the list."""
    return sum(any(t.category == "programme" for t in tokens) for tokens in shared)


def _counts_before(sentence: Sentence, index: int) -> tuple[int, ...]:
    """Return the figures before a shared rate that count persons, the nearest last."""
    member, _ = sentence.member(sentence.figures[index].start)
    counts = [i for i in range(index) if sentence.figures[i].quantity.kind in ("persons", "person_times")]
    return tuple(i for i in counts if sentence.figures[i].start >= member)[-MOST_SUBJECTS:]
