"""Why a figure is no indicator although its words fit one: staff, checks, a town, a part of another group.

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("全县配备民政助理员58人"))
>>> not_recipient(View(sentence, {}, ()), 0, (), Subject())
'staff'
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.linking.choice import Choice
from pipeline.linking.choose_measure import COUNTS
from pipeline.linking.lexicon import programme
from pipeline.linking.subjects import Subject
from pipeline.linking.view import View

FROM_AMONG = regex.compile(r"(?:从中|中的|当中|里的|家庭中|对象中|人员中|人口中|中有|群体中)")
# 因收入超标的5310人
BECAUSE = regex.compile(
    r"(?:因|由于|超过|低于|不足|满)[^,，。;]{1,16}的(?:仍有|还有|有)?$|由[^,，。;]{2,10}转(?:为|入|到)[^,，。;]{0,10}$"
)
# 个人自付超过5万元的仍有163户
BEYOND = regex.compile(r"^(?:以上|以下)?的(?:仍|还|共|也)?有$")
# 将符合条件的412名重度残疾人…纳入低保
ENTRY = regex.compile(r"^[^,，]{0,4}(?:将|把|对)")
ENTERS = regex.compile(r"纳入|享受|转为|转入|参照")
SERVED = regex.compile(r"并(?:实施)?(?:救助|保障|供养|资助|发放)了?$")
TOWN = regex.compile(r"(?<![城乡各该个])(?!个)[\u4e00-\u9fff]{1,3}(?:镇|乡|街道)(?:现?有|共|的|救助|保障|纳入)")
BRACKETED_PART = "part in brackets"
# What those who were asked said (142户满意) or what a check found (准确467户).
ASKED = frozenset({"satisfaction", "satisfaction_weak", "awareness_rate", "awareness_weak", "accuracy_rate"})
# Families on the margin are on no list but that of those who are watched.
WATCHED = regex.compile(r"(?:动态)?监测")
BOTH_PARTS = regex.compile(r"(?:供养金|生活费|供养费|供养资金)[和及与、](?:照料)?(?:护理|照料)(?:费|补贴)")
LOOKS_AT = ("checks", "training_and_publicity")


def part_of_support(view: View, index: int, subject: Subject) -> str | None:
    """Return why money is a part of what tekun cost: living expenses and care, stated side by side."""
    if view.figure(index).quantity.kind != "money" or subject.family != "tekun":
        return None
    if BOTH_PARTS.search(view.near_text(index)):
        return None
    near = {t.name for t in view.near(index, "measure")}
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(view.sentence.figures)]
    care = any(t.name == "care_standard" for i in beside for t in view.near(i, "measure"))
    return "part of the support" if "care_standard" in near or ("standard" in near and care) else None


def bracketed_part(view: View, index: int, made: Sequence[Choice]) -> str | None:
    """Return why a figure in brackets behind one of its kind is a part of that: no word tells of what."""
    if not index or view.figure(index).quantity.kind not in ("money", "persons", "households") or view.gap(index):
        return None
    same = view.figure(index).quantity.kind == view.figure(index - 1).quantity.kind
    opens = "(" in view.gap_text(index) and ")" not in view.gap_text(index)
    goes_on = made[index - 1].skip == BRACKETED_PART and ")" not in view.gap_text(index)
    return BRACKETED_PART if same and (opens or goes_on) else None


def not_recipient(view: View, index: int, made: Sequence[Choice], subject: Subject) -> str | None:
    """Return why a count is not one of recipients: staff, checks, population, a part of another group."""
    if view.figure(index).quantity.kind not in COUNTS:
        return None
    behind = [t for t in view.behind(index) if t.category == "not_recipient"]
    if behind:
        return behind[0].name
    if any(t.name in ASKED for t in [*view.near(index, "measure"), *view.behind(index)]):
        return "asked"
    if SERVED.search(view.near_text(index)):
        return None  # 共受理并救助1216户次
    if ENTRY.search(view.near_text(index)) and "纳入" in view.sentence.text[view.figure(index).end :]:
        return "part of another group"
    if TOWN.search(view.near_text(index)):
        return "a town"
    near, rolls = view.near(index, "not_recipient"), view.near(index, "roll")
    if index and near and near[-1].word == "涉及" and made[index - 1].name == "on_roll" and not made[index - 1].skip:
        near = near[:-1]  # 救助4920人次，涉及2815户
    if subject.family == "low_income":
        near = [t for t in near if not WATCHED.match(t.word)]
    if near and not (rolls and rolls[-1].start > near[-1].end + 1):
        return near[-1].name
    looked_at = [t for t in view.rest_of_clause(index, "not_recipient") if t.name in LOOKS_AT]
    if looked_at and not rolls:
        return looked_at[0].name
    if made and made[-1].skip not in (None, "change") and view.joined(index) and not view.near(index, "roll"):
        return made[-1].skip
    like = view.mark(index).like
    if like is not None and made[like].skip and not view.gap(index):
        return made[like].skip
    behind_text = view.sentence.text[view.figure(index).end : view.sentence.clause_end(view.figure(index).end)]
    if FROM_AMONG.search(view.near_text(index)) and ENTERS.search(view.near_text(index) + behind_text):
        return "part of another group"
    if BECAUSE.search(view.near_text(index)) or (index and BEYOND.match(view.gap_text(index))):
        return "part by its cause"
    if any(programme(t.name).family == "none" for t in view.near(index, "programme")):
        return "another group"
    return None
