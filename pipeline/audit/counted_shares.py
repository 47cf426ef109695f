"""Shares of counted people, households or money: A占B的P%, B中A占P%, 调查B、满意A, 集中供养率."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import regex

from pipeline.audit.case import Case
from pipeline.audit.rates import Pair, compared
from pipeline.model import Check, Mention

COUNTED = frozenset({"persons", "households", "person_times", "household_times", "money", "other"})
# 6743人，占全旗一、二级持证残疾人8026人的86.0%
SHARE = regex.compile(r"[^。；;]{0,12}?(?:占|(?:为|是|相当于)(?:年度|全年|年初|绩效)?(?:目标|任务|计划))[^。；;]{0,24}")
OF = regex.compile(r"[^，。；;]{0,4}?(?:总数|总人数)?的(?:比例|比重)?(?:为|达)?")
# 失能2316人中，在机构照护的402人，占17.36%
AMONG = regex.compile(r"[^，。；;]{0,6}中[，,]?[^。；;]{0,20}")
TAKES = regex.compile(r"[，,(]?(?:占比|占)(?:为|达)?")
# 失能320人中有200人入院，集中供养率62.5%; of money, the rate may be another's.
RATE_AMONG = regex.compile(r"[^，。；;,\d]{0,8}[，,][^，。；;,\d]{0,12}率(?:为|达到?)?")
# 回收问卷260份，表示满意的251户，满意度96.5%
SATISFIED = regex.compile(r"满意|合格|准确|知晓|了解|完成|办结|签订|达标|通过|相符|熟悉|能说出|说得出|知道|好评")
ASKED = regex.compile(r"调查|问卷|回收|走访|访问|回访|抽查|抽取|抽样|样本|应|共|发放|受理|拦访|问询|询问|入户|电话")
RATE_WORDS = regex.compile(r"(?:满意|知晓|准确|合格|办结|签订|达标|完成|通过)[率度](?:为|达到?|是|约)?$")
INSTITUTION = (".institution_rate", "tekun_institutional.persons", "tekun.persons")


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every percentage that is said to be a share of something counted beside it."""
    for mentions in case.by_sentence.values():
        if mentions[0].source == "table":
            continue
        for index, rate in enumerate(mentions):
            if rate.quantity.kind == "percent" and rate.quantity.comparator == "=" and rate.role == "actual":
                yield from _of_rate(case, mentions, index)


def _of_rate(case: Case, mentions: Sequence[Mention], index: int) -> Iterator[Check]:
    rate, before = mentions[index], mentions[:index]
    counted = [m for m in before if m.quantity.kind in COUNTED]
    rates = [i for i, m in enumerate(before) if m.quantity.kind == "percent"]
    asked = [m for m in before[rates[-1] + 1 if rates else 0 :] if m.quantity.kind in COUNTED]
    answers = _answers(case, asked, rate)
    meant = _share(case, counted, before, rate) or answers or _institution(case, rate)
    if meant is not None:
        subject = rate.indicator or f"{meant[0].quantity.raw}/{meant[1].quantity.raw}"
        yield compared(subject, rate, _accepted(case, mentions, rate), meant)


def _accepted(case: Case, mentions: Sequence[Mention], rate: Mention) -> list[Pair]:
    """Return every pair of like quantities in the sentence, and for a rate of keeping all counts of the programme."""
    pairs = [p for p in permutations(mentions, 2) if p[0].quantity.unit == p[1].quantity.unit != "%"]
    if (rate.indicator or "").endswith(INSTITUTION[0]):
        parts = [m for i in ("tekun_institutional.persons",) for m in case.by_indicator.get(i, ())]
        wholes = [
            m
            for i in ("tekun.persons", "urban_tekun.persons", "rural_tekun.persons")
            for m in case.by_indicator.get(i, ())
        ]
        pairs.extend((p, w) for p in parts for w in wholes)
    return pairs


def _share(case: Case, counted: Sequence[Mention], before: Sequence[Mention], rate: Mention) -> Pair | None:
    """Return the part and the whole of a share whose words say so and that stand next to it."""
    if len(counted) < 2 or list(before[-2:]) != list(counted[-2:]):
        return None
    first, second = counted[-2], counted[-1]
    if first.quantity.unit != second.quantity.unit:
        return None
    between, behind = case.between(first, second), case.between(second, rate)
    if SHARE.fullmatch(between) and OF.fullmatch(behind):
        return first, second
    people = first.quantity.kind != "money" and RATE_AMONG.fullmatch(behind)
    if AMONG.fullmatch(between) and (people or TAKES.fullmatch(behind)):
        return second, first
    return None


def _answers(case: Case, counted: Sequence[Mention], rate: Mention) -> Pair | None:
    """Return those who answered well and those who were asked, the last two that the sentence counts."""
    if (
        len(counted) < 2
        or counted[-1].quantity.unit_stated != counted[-2].quantity.unit_stated
        or not RATE_WORDS.search(case.text(rate.quote.start, rate.quantity.span.start))
    ):
        return None
    first, second = counted[-2:]
    asked = case.text(first.quote.start, first.quantity.span.start)
    said = case.between(first, second)
    said += regex.split(r"[，,；;]", case.text(second.quantity.span.end, rate.quantity.span.start))[0]
    asked += regex.split(r"[，,；;]", case.between(first, second))[0]
    if ASKED.search(asked) and SATISFIED.search(said) and second.value <= first.value:
        return second, first
    return None


def _institution(case: Case, rate: Mention) -> Pair | None:
    """Return people in institutions and all people of a stated rate of keeping."""
    if not (rate.indicator or "").endswith(INSTITUTION[0]) or rate.scope != "whole":
        return None
    programme = (rate.indicator or "").partition(".")[0]
    if programme != "tekun":
        return None
    parts, whole = _nearest(case, INSTITUTION[1], rate), _nearest(case, INSTITUTION[2], rate)
    return (parts, whole) if parts is not None and whole is not None else None


def _nearest(case: Case, indicator: str, rate: Mention) -> Mention | None:
    """Return the last count of an indicator before a rate, of the rate's year and region."""
    found = [m for m in case.by_indicator.get(indicator, ()) if (m.year, m.region) == (rate.year, rate.region)]
    before = [m for m in found if m.quantity.span.end <= rate.quantity.span.start]
    return before[-1] if before else next(iter(found), None)
