"""How sure a mention is, from the kind of link between a figure and its words.

>>> confidence("clause", near=True, linked=True)
0.95
"""

from __future__ import annotations

# By how the subject was found: named in the clause, a noun behind, a list, the figure beside, or carried along.
BY_SUBJECT = {"clause": 0.95, "noun": 0.93, "group": 0.93, "list": 0.93, "pair": 0.93, "carried": 0.85}
# A measure that no word at the figure names.
UNNAMED_MEASURE = 0.75


def confidence(how: str, near: bool, linked: bool) -> float:
    """Return the confidence of a link, 0 for a figure without indicator."""
    if not linked:
        return 0.0
    return BY_SUBJECT.get(how, 0.85) if near else UNNAMED_MEASURE
