"""中央4120万元（2020年3860万元）: another year's figure beside this year's, of which only the year is printed.

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("满意度96.3%，2020年为95.4%"))
>>> mark = read(sentence)[1]
>>> (mark.like, mark.rate_like, mark.year)
(0, 0, 2020)
"""

from __future__ import annotations

import regex

from pipeline.linking.marks import Mark
from pipeline.linking.sentences import Sentence

YEAR_ALONE = regex.compile(
    r"^\)?[,，、;(]?(?:比|较|上年)?\(?(?P<year>(?:19|20)\d\d)年(?:度|底|末|同期|同口径)?\)?(?:则|分别)?(?:同?为|是|的|共|达|:)?$"
)


def read(sentence: Sentence) -> dict[int, Mark]:
    """Return marks for figures before which nothing but a year stands: they are of what the one before is of."""
    marks: dict[int, Mark] = {}
    for index in range(1, len(sentence.figures)):
        before, figure = sentence.figures[index - 1], sentence.figures[index]
        found = YEAR_ALONE.match(sentence.text[before.end : figure.start])
        if found and before.quantity.kind == figure.quantity.kind:
            like = _whole(sentence, index - 1)
            marks[index] = Mark(role="actual", year=int(found["year"]), like=like, rate_like=like, rule="other_year")
    return marks


def _whole(sentence: Sentence, index: int) -> int:
    """Return the figure that a figure is a part of, else itself (5213人，其中城市148人、农村5065人，比2016年末的…)."""
    parts = [i for i in range(1, index + 1) if "其中" in _gap(sentence, i)]
    if not parts or sentence.text[sentence.figures[index].end :][:1] not in (",", "，"):
        return index
    same = sentence.figures[parts[-1] - 1].quantity.kind == sentence.figures[index].quantity.kind
    listed = all("、" in _gap(sentence, i) for i in range(parts[-1] + 1, index + 1))
    return parts[-1] - 1 if same and listed and index > parts[-1] else index


def _gap(sentence: Sentence, index: int) -> str:
    return sentence.text[sentence.figures[index - 1].end : sentence.figures[index].start]
