"""score_shortfall: an item has full marks although its target was missed or a deduction is admitted inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.audit.case import Case
from pipeline.audit.rule import Rule
from pipeline.audit.score_parts import name, same
from pipeline.model import Check, Observation, ScoreNode
from pipeline.normalise.quantities import find_quantities, fold

RULE = Rule(
    "score_shortfall",
    "warning",
    "未完成指标值或自认扣分的项不应得满分",
    "an item that misses its target or admits a deduction has less than full marks",
    "{subject}：{words}，仍记满分（{stated}，应为{computed}）",
    "{subject}: full marks although {words} ({stated} against {computed})",
)
# Of these, less is better or neither is: without a sign of comparison a lower value is no miss.
LOWER_IS_BETTER = regex.compile(
    r"成本|时限|用时|时间|天数|工作日|控制|限额|投诉|信访|事故|案件|事件|补助水平|次均|均救助|标准"
)
AT_MOST = frozenset({"<=", "<"})
BARE = regex.compile(
    r"(?P<sign>≥|≤|>=|<=|=|>|<|不低于|不少于|不超过|不高于)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>\D*)"
)
SIGN_CELL = regex.compile(r"[\t\n](?P<sign>≥|≤|>=|<=|＞|＜|>|<|=|＝)[\t\n]$")
NOTED_TARGET = regex.compile(r"[(,，]?(?:年度|绩效)*(?:目标|指标|计划|任务)(?:值|数)?(?:为|是|:)?")
SIGNS = {"≤": "<=", "<=": "<=", "<": "<=", "不超过": "<=", "不高于": "<="}
MISSED = ("未达到目标值", "the target is missed")
DEDUCTED = ("项内自认扣分", "a deduction is admitted inside")


@dataclass(frozen=True, slots=True)
class Pair:
    """A target and what was reached; `at_most` where the target is a ceiling, None where it does not say."""

    target: float
    actual: float
    at_most: bool | None

    def missed(self) -> bool:
        """Tell whether the target was missed."""
        return self.actual > self.target if self.at_most else self.actual < self.target


def check(case: Case) -> Iterator[Check]:
    """Yield a check for every fully marked item that states a target, or inside which points were deducted."""
    for node in case.items():
        if node.self_score is None or node.max_score is None or node.max_score <= 0 or case.children.get(node.node):
            continue
        if same(node.self_score, node.max_score):
            yield from _compared(case, node)
            yield from _deducted(case, node, node.self_score)


def _compared(case: Case, node: ScoreNode) -> Iterator[Check]:
    if node.target_text is None or node.actual_text is None:
        yield from (_noted(case, node) or _observed(case, node))
        return
    pair = _pair(_sign_before(case, node) + node.target_text, node.actual_text)
    if pair is None:
        yield RULE.not_applicable(name(node), "target or actual value is no number")
    elif pair.at_most is None and pair.missed() and LOWER_IS_BETTER.search(node.label):
        yield RULE.not_applicable(name(node), "the target does not say whether less is better")
    elif pair.missed():
        yield RULE.failed(name(node), pair.actual, pair.target, [node.span], words=MISSED)
    else:
        yield RULE.passed(name(node))


def _sign_before(case: Case, node: ScoreNode) -> str:
    """Return the sign of comparison that a form prints in a cell of its own before the target."""
    row = node.span.of(case.report.document.text)
    at = row.find(node.target_text or "", len(node.label))
    found = SIGN_CELL.search(row, 0, at) if at > 0 else None
    return found["sign"] if found else ""


def _pair(target_text: str, actual_text: str) -> Pair | None:
    """Return target and actual value of a row in one unit."""
    target, actual = _number(target_text), _number(actual_text)
    if target is None or actual is None or (target[2] and actual[2] and target[2] != actual[2]):
        return None
    sign = target[1]
    return Pair(target[0], actual[0], None if sign is None else sign in AT_MOST)


def _number(text: str) -> tuple[float, str | None, str] | None:
    """Return the one number of a cell, its sign of comparison and its unit."""
    folded = fold(text).text.strip()
    found = find_quantities(fold(text))
    measured = [q for q in found if q.kind not in ("bare",)]
    if len(measured) == 1:
        quantity = measured[0]
        sign = quantity.comparator if quantity.comparator != "=" or "=" in folded else None
        unit = quantity.unit if quantity.kind != "other" else quantity.unit_stated
        return quantity.value, sign, unit
    bare = BARE.fullmatch(folded)
    if bare is None or len(measured) > 1:
        return None
    mark = bare["sign"]
    return float(bare["number"].replace(",", "")), None if mark is None else SIGNS.get(mark, ">="), ""


def _noted(case: Case, node: ScoreNode) -> list[Check]:
    """Return the checks of values that an item's text prints beside their targets: 17435人（目标17600人）."""
    folded = fold(case.body(node).of(case.report.document.text))
    found = find_quantities(folded)
    checks = []
    for actual, target in pairwise(found):
        between = fold(folded.printed[actual.span.end : target.span.start]).text
        if actual.unit != target.unit or not NOTED_TARGET.fullmatch(between) or target.comparator in AT_MOST:
            continue
        if actual.high < target.low:
            checks.append(RULE.failed(name(node), actual.value, target.value, [node.span], words=MISSED))
        else:
            checks.append(RULE.passed(name(node)))
    return checks


def _observed(case: Case, node: ScoreNode) -> Iterator[Check]:
    """Compare target and actual of the indicators whose value stands in an item's text."""
    body = case.body(node)
    for observation in case.report.observations:
        value = observation.chosen
        if observation.target is None or value.quantity.span not in body or value.low == float("-inf"):
            continue
        if LOWER_IS_BETTER.search(case.text(body.start, body.start + len(node.label))) or "standard" in value.rule:
            continue
        yield _of_observation(node, observation, observation.target)


def _of_observation(node: ScoreNode, observation: Observation, target: float) -> Check:
    value = observation.chosen
    if observation.target_comparator in AT_MOST:
        return RULE.not_applicable(name(node), "the target is a ceiling")
    if value.high >= target or not observation.indicator.endswith(
        ("persons", "households", "person_times", "household_times", "_rate", "satisfaction")
    ):
        return RULE.passed(name(node))
    targets = [m.quantity.span for m in observation.mentions if m.role == "target" and same(m.value, target)]
    evidence = [node.span, value.quantity.span, *targets[:1]]
    return RULE.failed(name(node), value.value, target, evidence, words=MISSED)


def _deducted(case: Case, node: ScoreNode, stated: float) -> Iterator[Check]:
    paragraphs, _ = case.points_of(node)
    taken = (node.deducted or 0.0) + sum(n.deducted or 0.0 for n in paragraphs)
    if taken > 0:
        evidence = [node.span, *(n.span for n in paragraphs if n.deducted)]
        yield RULE.failed(name(node), stated, round(stated - taken, 6), evidence, words=DEDUCTED)
