"""X户Y人, X人次、N万元: figures side by side that speak of one subject.

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("城市低保512户1268人，农村低保8106户"))
>>> read(sentence)[1].like, 2 in read(sentence)
(0, False)
"""

from __future__ import annotations

import regex

from pipeline.linking.marks import Mark
from pipeline.linking.sentences import Sentence

HOUSEHOLDS_AND_PERSONS = {
    ("households", "persons"),
    ("household_times", "person_times"),
    ("household_times", "persons"),
    ("persons", "households"),
    ("person_times", "household_times"),
}
NEXT_TO = regex.compile(r"^[\s、,，/(共]*$")
# A count and its money share a subject, whichever comes first, when next to nothing stands between them.
COUNT_AND_MONEY = regex.compile(
    r"^[、,，/(\s]*(?:共?计|共|金额|资金|涉及资金|发放资金|支出|发放|资金量|折合|每人|每月|按)*(?:为|达)?$"
)
COUNTS = frozenset({"persons", "households", "person_times", "household_times"})
MONEY = frozenset({"money", "rate_of_money"})


def read(sentence: Sentence) -> dict[int, Mark]:
    """Return for the second figure of each pair the index of the first."""
    marks: dict[int, Mark] = {}
    for index in range(1, len(sentence.figures)):
        first, second = sentence.figures[index - 1], sentence.figures[index]
        gap = sentence.text[first.end : second.start]
        kinds = (first.quantity.kind, second.quantity.kind)
        counted = kinds in HOUSEHOLDS_AND_PERSONS and NEXT_TO.match(gap)
        paid = kinds[0] in COUNTS and kinds[1] in MONEY and COUNT_AND_MONEY.match(gap)
        if counted or paid:
            marks[index] = Mark(like=index - 1, rule="pair")
    return marks
