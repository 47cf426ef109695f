"""三年累计支出9680万元, “十三五”期间, 自2017年以来: figures of several years, which are none of one year.

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("三年累计支出9680万元，其中2020年支出3331万元"))
>>> {index: mark.skip for index, mark in read(sentence).items()}
{0: 'several years'}
"""

from __future__ import annotations

import regex

from pipeline.linking.marks import Mark
from pipeline.linking.sentences import Sentence

SEVERAL = regex.compile(
    r"[两二三四五六]年(?:来|间)?(?:共|累计|合计)|十[一二三四]五[”\"]?(?:期间|时期|以来)|自(?:19|20)\d\d年(?:以来|至今|起累计)"
    r"|(?:19|20)\d\d年?[-—~至](?:19|20)\d\d年(?:共|累计|期间)|近[两三五]年"
)
ONE = regex.compile(r"其中|(?:19|20)\d\d年(?![-—~至以])|当年|今年|本年")


def read(sentence: Sentence) -> dict[int, Mark]:
    """Return marks that leave out the figures of several years."""
    marks: dict[int, Mark] = {}
    for index, figure in enumerate(sentence.figures):
        found = list(SEVERAL.finditer(sentence.text, 0, figure.start))
        if found and not ONE.search(sentence.text, found[-1].end(), figure.start):
            marks[index] = Mark(skip="several years", rule="several_years")
    return marks
