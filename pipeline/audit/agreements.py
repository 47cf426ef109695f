"""People kept at home with whom care agreements are signed, said to be all: 与474名分散供养人员签订协议，签订率100%."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.contradictions import RULE, agree
from pipeline.model import Check, Mention

SUBJECT = "tekun_home.persons"
AGREEMENT = regex.compile(r"协议|签订")
ALL_OF_THEM = regex.compile(r"全部|均|全覆盖|签订率(?:达到?|为)?100%|都")
AT_HOME = regex.compile(r"(?:农村|城市|城镇)?(?:分散供养|居家供养)(?:的)?(?:农村|城市)?(?:特困)?")
NOT_SIGNED = regex.compile(r"没有|未|尚未|无|还有")


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every such count that is no count of the roll itself; the roll may have moved, so a warning."""
    kept = [m for m in case.by_indicator.get(SUBJECT, ()) if m.year == case.report.particulars.year]
    for mention in case.quantities if kept else ():
        if mention.indicator is None and mention.quantity.kind == "persons" and _all_signed(case, mention):
            if any(agree(mention, m) for m in kept):
                yield RULE.passed(SUBJECT)
            else:
                evidence = spans((kept[0], mention))
                yield RULE.failed(SUBJECT, kept[0].value, mention.value, evidence, severity="warning")


def _all_signed(case: Case, mention: Mention) -> bool:
    sentence = case.text(mention.quote.start, mention.quote.end)
    behind = case.text(mention.quantity.span.end, mention.quote.end)
    signed = AGREEMENT.search(sentence) and ALL_OF_THEM.search(sentence)
    return bool(AT_HOME.match(behind) and signed and not NOT_SIGNED.search(sentence))
