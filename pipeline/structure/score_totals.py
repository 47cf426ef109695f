"""The stated total, what it is out of, and the grade: 综上，自评得95分，评价等次为“优”.

A report may print several totals: its own, another assessor's, last year's. Its own is the self score where
it is a self-assessment, and the assessor's result where it is an evaluation by someone else.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.structure.score_statements import Prose, Statement
from pipeline.structure.score_words import either, holds

EVALUATION = regex.compile(r"(?:再评价|重点评价|绩效评价|评价工作|抽查|复核)(?:工作)?(?:情况)?(?:的)?报告")
SELF_ASSESSMENT = regex.compile(r"自评|自查|自我评价")
# The title stands within the first lines.
TITLE_REACH = 400
LARGEST_MAXIMUM = 1200
REPORTED_BY_OTHERS = regex.compile(r"(?:报送|上报|提交|主管部门|项目单位|预算单位).{0,12}自评")
ASSESSOR = regex.compile(r"(?:评价|评审|评估|核定|综合).{0,4}(?:得分|评分|总分)|评价得分")
OUT_OF_HUNDRED = regex.compile(r"百分制|按?100分制|满分为?100|以百分为满")
OUT_OF_THOUSAND = regex.compile(r"千分制|1000分制")
QUOTE = r"[“\"‘'「(\[《]?"
GRADE_VERBS = (
    "为|是|定为|拟定为|初定为|暂定为|初评为|拟评为|判定为|列为|列入|列|归为|核定为|划为|记为|"
    "评定为|确定为|达到|属于|属|列为|评为|达|认定为|定|对应|获得"
)
GRADE_LINK = rf"(?:结果|结论|级别|类别)?(?:均|应|确)?(?:{GRADE_VERBS}|:|\s)*"
# A grade ends the clause or is called 等次; 优先 and 良好的 are other words.
AFTER_GRADE = r"(?=[”\"’'」)\]》。，,；;、(\s\x00]|等次|等级|档次|档|级|填[报表]|审核|负责人|联系|$)"


def is_evaluation(prose: Prose) -> bool:
    """Tell whether the report is another's evaluation and not a self-assessment."""
    head = prose.text[:TITLE_REACH]
    found = EVALUATION.search(head)
    return found is not None and not SELF_ASSESSMENT.search(head[: found.end() + 20])


def _title_year(prose: Prose) -> int:
    """Return the first year that the head of the document names."""
    found = regex.search(r"20\d\d(?=年)", prose.text[:TITLE_REACH])
    return int(found[0]) if found else 0


def stated_total(
    prose: Prose, found: tuple[Statement, ...], row_printed: bool = False
) -> tuple[float | None, float | None]:
    """Return the report's own total score and its maximum as running text prints them."""
    totals = [s for s in found if s.kind == "total"]
    scored = [s for s in totals if s.phrase.score is not None and not _foreign(prose, s) and _possible(s)]
    evaluation = is_evaluation(prose)
    latest = max((_year(s) for s in scored), default=0)
    if row_printed and 0 < latest < _title_year(prose):
        # Beside the row of its table, a report also mentions what it had the year before.
        scored = [s for s in scored if _year(s) == 0]
    best = max(
        scored,
        key=lambda s: (_year(s) in (0, latest), _weight(prose, s, evaluation), -s.phrase.start),
        default=None,
    )
    return (best.phrase.score if best else None), _maximum(prose, totals, best)


def _year(statement: Statement) -> int:
    """Return the year that a clause names for its score, 0 for none."""
    found = regex.findall(r"20\d\d(?=年)", statement.label.clause)
    return int(found[-1]) if found else 0


def _possible(statement: Statement) -> bool:
    maximum, score = statement.phrase.maximum, statement.phrase.score
    return score is not None and (maximum is None or score <= 1.3 * maximum)


def _foreign(prose: Prose, statement: Statement) -> bool:
    return holds("foreign", statement.label.clause + statement.phrase.word)


def _weight(prose: Prose, statement: Statement, evaluation: bool) -> int:
    clause = prose.text[statement.label.start : statement.phrase.end]
    by_self = holds("own", clause)
    weight = 2 * holds("whole", clause) + holds("whole", prose.text[statement.sentence[0] : statement.phrase.start])
    weight += 3 if by_self != evaluation and (by_self or ASSESSOR.search(clause)) else 0
    weight -= 4 if REPORTED_BY_OTHERS.search(clause) and evaluation else 0
    # 基础分满分100分，自查得96分 is a part; the whole includes the bonus.
    weight -= 4 if holds("subtotal", clause) and not regex.search(r"含加分|总", clause) else 0
    return weight + (statement.phrase.maximum is not None)


def _maximum(prose: Prose, totals: list[Statement], best: Statement | None) -> float | None:
    if best is not None and best.phrase.maximum is not None:
        return best.phrase.maximum
    printed = [m for s in totals if (m := s.phrase.maximum) is not None and m % 10 == 0 and m <= LARGEST_MAXIMUM]
    if printed:
        return max(set(printed), key=lambda v: (printed.count(v), -printed.index(v)))
    if OUT_OF_HUNDRED.search(prose.text):
        return 100.0
    return 1000.0 if OUT_OF_THOUSAND.search(prose.text) else None


@cache
def _grade_pattern() -> regex.Pattern[str]:
    label, grade = either("grade_label"), either("grade")
    named = rf"(?:{label}){GRADE_LINK}{QUOTE}(?P<grade>{grade}){AFTER_GRADE}"
    behind = rf"(?:{GRADE_VERBS}){QUOTE}(?P<behind>{grade})[”\"’'」)\]》]?(?:等次|等级|档次|级别|档|等)"
    after = rf"\d分[，,](?:{GRADE_VERBS}|等次|等级)+:?{QUOTE}(?P<after>{grade}){AFTER_GRADE}"
    return regex.compile(f"{named}|{behind}|{after}")


def stated_grade(prose: Prose) -> str | None:
    """Return the report's grade as printed; awards, rankings and scales of grades are none."""
    found = [m for m in _grade_pattern().finditer(prose.text) if not _not_its_own(prose.text, m)]
    best = max(found, key=lambda m: (_grade_weight(prose.text, m), m.start()), default=None)
    return None if best is None else (best["grade"] or best["behind"] or best["after"])


def _not_its_own(text: str, match: regex.Match[str]) -> bool:
    before = text[max(0, match.start() - 18) : match.start()]
    clause = regex.split(r"[。；;！？\n，,]", before)[-1]
    scale = regex.match(r"[”\"]?\s*[(（]?\d+分?(?:以上|以下|至|-)", text[match.end() : match.end() + 8])
    listed = regex.search(r"分(?:以上|以下|\(含\))?(?:的)?(?:为|评为)$", before)
    table_of_grades = scale is not None and "自评" not in match[0]
    return holds("grade_of_others", clause + match[0]) or table_of_grades or listed is not None


def _grade_weight(text: str, match: regex.Match[str]) -> int:
    near = text[max(0, match.start() - 40) : match.end()]
    return 2 * holds("own", near) + ("分" in near) + (match["grade"] is not None)
