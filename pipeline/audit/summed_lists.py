"""Lists that a total closes: 生活费4222.55万元、护理费512.3万元，两项共4734.85万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.audit.case import Case, spans
from pipeline.audit.causes import likely_cause
from pipeline.audit.intervals import Interval, total
from pipeline.audit.parts import RULE
from pipeline.model import Check, Mention

COUNT = r"(?:以上|上述)?(?P<count>[两二三四五六七八九])(?:项|者|类|头|笔|块|部分)[\u4e00-\u9fff]{0,4}?"
SUMMED = regex.compile(
    rf"[，,、;；。:：)](?:{COUNT}(?:合计|共计|总计|合共|合并|共|相加|加起来)?|(?P<count>[二三四五])级(?:财政)?(?:合计|共计|总计|共)|(?P<both>城乡)(?:合计|共计|总计|合共|共)|(?!全年|累计|年内)[\u4e00-\u9fff]{{0,4}}?(?:合计|共计|总计|合共|加起来)|共)"
    r"(?:支出|发放|为|达|资金|到位|下达|下拨|筹集|投入|人数|有)?$"
)
COUNTS = {word: number for number, word in enumerate("三四五六七八九", start=3)} | {"两": 2, "二": 2}
# What begins another list, or tells that the figures before are no parts of one whole.
BROKEN = regex.compile(r"其中|含|合计|共计|总计|累计|比|较|目标|提高到|增加到")
# Where the words count the parts (两项共), the parts are certain and the total may be far off.
LARGEST_DIFFERENCE = 0.1
# Three parts or more, each below the total that directly follows them, hardly are a list of other things.
LARGEST_OF_MANY, MANY = 0.3, 3
FEWEST_PARTS = 2
ADDED = frozenset({"money", "persons", "households", "person_times", "household_times"})


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every total that follows the list of its parts in one sentence."""
    for mentions in case.by_sentence.values():
        for index, whole in enumerate(mentions):
            if index < FEWEST_PARTS or whole.quantity.kind not in ADDED or whole.quantity.comparator != "=":
                continue
            end, words = _summed(case, mentions, index)
            parts = _parts(case, mentions[:end], whole) if words else []
            if words and len(parts) >= FEWEST_PARTS:
                yield _checked(whole, parts, 2 if words["both"] else COUNTS.get(words["count"] or ""))


def _summed(case: Case, mentions: Sequence[Mention], index: int) -> tuple[int, regex.Match[str] | None]:
    """Return where the list before a total ends, and the words of the total: of the first of two (合计33人、8户)."""
    words = SUMMED.search(case.between(mentions[index - 1], mentions[index]))
    second = words is None and case.between(mentions[index - 1], mentions[index]) in ("", "、")
    if second and index > FEWEST_PARTS and mentions[index].quantity.unit != mentions[index - 1].quantity.unit:
        return index - 1, SUMMED.search(case.between(mentions[index - 2], mentions[index - 1]))
    return index, words


def _parts(case: Case, before: Sequence[Mention], whole: Mention) -> list[Mention]:
    """Return the like quantities in front of a total, back to where the list begins."""
    parts: list[Mention] = []
    later = None
    for mention in reversed(before):
        if later is not None and BROKEN.search(case.between(mention, later)):
            break
        later = mention
        if mention.quantity.unit == whole.quantity.unit and mention.quantity.kind == whole.quantity.kind:
            parts.insert(0, mention)
    return parts


def _checked(whole: Mention, parts: Sequence[Mention], count: int | None) -> Check:
    """Compare the total with the list, with as many parts as its words count, or with the end that fits."""
    subject = whole.indicator or f"total {whole.quantity.raw}"
    stated = Interval.of(whole.quantity)
    tails = [parts[i:] for i in range(len(parts) - FEWEST_PARTS + 1)]
    if any(total(Interval.of(p.quantity) for p in tail).meets(stated) for tail in tails):
        return RULE.passed(subject)
    counted = count is not None and len(parts) >= count
    parts = parts[-count:] if count is not None and counted else parts
    value = sum(p.quantity.value for p in parts)
    below = len(parts) >= MANY and whole.quantity.value > max(p.quantity.value for p in parts)
    largest = (LARGEST_OF_MANY if below else LARGEST_DIFFERENCE) * whole.quantity.value
    if not counted and abs(value - whole.quantity.value) > largest:
        return RULE.not_applicable(subject, "the figures before the total do not look like its parts")
    terms = "+".join(p.quantity.raw for p in parts)
    return RULE.failed(
        subject,
        whole.quantity.value,
        value,
        spans((whole, *parts)),
        tolerance=total(Interval.of(p.quantity) for p in parts).width / 2,
        suggestion=likely_cause(whole.quantity.value, value),
        words=(terms, terms),
    )
