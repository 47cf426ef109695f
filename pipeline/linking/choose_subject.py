"""Whose figure it is: the programme and group named beside it, or the one that carries on."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.codebook import ancestors, common
from pipeline.linking.choice import Choice, Setting
from pipeline.linking.lexicon import Token, group, programme
from pipeline.linking.lists import lists_before
from pipeline.linking.subjects import PROGRAMME_DIMENSIONS, Subject, subject_of
from pipeline.linking.view import View
from pipeline.linking.wholes import of_both, of_member, of_two, whole_of_parts

PARTITION = regex.compile(r"其中|内含|包括|含|分别|按")
SUM_OF_ALL = regex.compile(r"总数|总人数|总计")
ADDED_UP = regex.compile(r"相加|合在一起|加在一起|加起来|合起来|城乡合计")
PARTS = regex.compile(r"其中")
TOTAL = regex.compile(r"合计|两项共|三项共|总计|合并|加权|两者|两项合|总数|总人数|两头合共|合共|相加|城乡平均")
# Numbers beside the point: what stands before them is spoken of again behind them.
NO_FIGURES = frozenset({"other", "bare"})
# Care levels are those of all tekun unless their own clause names an area or place.
OF_ALL_PLACES = ("care", "grade")
DIVIDED = ("area", "place", "tier", "grade", "care", "level", "age", "part")
# 集中 and 机构 are also parts of other words: 集中化, 机构性, 一级指标.
OPENING = regex.compile(r"^\([^()]*$")
# How far into an earlier clause a programme may be named and still be what the next clauses speak of.
TOPIC_REACH = 9
LEAD = regex.compile(r"[^,，。;:()\d]{2,12}:")
# 发放价格临时补贴952万元，惠及低保、特困等31760人次: who got it is no programme of its own.
REACHES = regex.compile(r"(?:惠及|覆盖|涉及|受益)[^,，。;]{2,24}(?:等|对象|群体|人员|家庭)$")
# Groups inside a programme: a fund or rate of a later clause is not theirs (其中80岁以上的限于低收入老人，预算715万).
WITHIN = frozenset({"age", "part", "tier", "grade", "care", "level"})
# 每人每年9540元，即每月795元: the same once more.
RESTATES = regex.compile(r"^(?:折合|即|也就是|相当于)")
# 382万元拨给急难型对象，1274人次领到
GIVEN_TO = regex.compile(r"(?:对象|人员|家庭|群体)?[,，]")
SHORT = 2
# 4603名低保家庭的残疾人: who is counted stands behind 的.
MODIFIES = regex.compile(
    r"(?:股|科|处|局|中心|福利院|窗口)"
    r"|的(?:重度|困难|一级|二级|失能)?(?:残疾|儿童|老年|老人|孩子|学生|患者|病人)"
)
OTHER_WORD = "化性网标指制办"


class Subjects:
    """Chooses the subject of each figure of a sentence; what one sets, the next falls back upon."""

    def __init__(self, view: View, setting: Setting) -> None:
        self.view = view
        self.setting = setting
        self.base = self._led(setting.subject)
        self.named_here = False

    def _led(self, before: Subject) -> Subject:
        """Return the subject with the area that the sentence's lead names (农村这一块：…)."""
        lead = LEAD.match(self.view.sentence.text)
        tokens = self.view.sentence.within(0, lead.end(), "programme", "group") if lead else []
        if not tokens or any(t.category == "programme" for t in tokens):
            return before
        named = [t for t in tokens if group(t.name).dimension in PROGRAMME_DIMENSIONS]
        whole = before if before.family else self.setting.report
        return subject_of(named, whole) if named else before

    def choose(self, index: int, made: Sequence[Choice]) -> tuple[Subject, str]:
        """Return the subject of a figure and how it was found."""
        if self.view.figure(index).quantity.kind in NO_FIGURES:
            return self.base, "carried"
        subject, how = self._choose(index, made)
        subject = self._foretold(index, self._weak(index, subject))
        self._remember(index, subject, how)
        return subject, how

    def shared(self, index: int, made: Sequence[Choice]) -> list[Subject]:
        """Return the subjects that share a figure, none where it is one subject's alone."""
        mark = self.view.mark(index)
        if mark.shared:
            words = [[t for t in tokens if t.category in ("programme", "group")] for tokens in mark.shared]
            subjects = [subject_of(w, self.base) for w in words] if all(words) else []
            whole = [s.without("place") for s in subjects[:1] if s.programme(None) is None]
            return whole or subjects
        spoken = [made[i].said for i in mark.shared_by or () if made[i].said.family not in (None, "none", "report")]
        distinct = list(dict.fromkeys(spoken)) or of_both(self.view, index, made)
        if mark.rule == "each_whole" and len({s.family for s in distinct}) == 1:
            return [distinct[0].without("area", "place")]
        return distinct if len(distinct) > 1 and not self.view.gap(index, "programme", "group") else []

    def go_on_with(self, several: Sequence[Subject]) -> None:
        """Set what covers several subjects as the subject of what follows."""
        families = list(dict.fromkeys(s.family for s in several if s.family))
        if len(families) > 1:
            self.base = Subject(common(families))

    def carried(self) -> Subject:
        """Return the subject that holds beyond the sentence: groups that it divides are open again."""
        base = self._above_parts() or self.base
        for dimension in PROGRAMME_DIMENSIONS:
            if len(self.view.values_of(dimension)) > 1:
                base = base.without(dimension)
        return base if base.family else self.setting.subject

    def _above_parts(self) -> Subject | None:
        """Return the report's own programme where the sentence divides it into its parts (其中生活补贴…，护理补贴…)."""
        parts = PARTS.search(self.view.sentence.text)
        report = self.setting.report.family
        if parts is None or report is None:
            return None
        tokens = self.view.sentence.within(parts.end(), len(self.view.sentence.text), "programme")
        families = {programme(t.name).family for t in tokens} - {"report", "none"}
        return self.setting.report if len(families) > 1 and all(report in ancestors(f) for f in families) else None

    def _choose(self, index: int, made: Sequence[Choice]) -> tuple[Subject, str]:
        mark = self.view.mark(index)
        listed = [t for t in mark.tokens or () if t.category in ("programme", "group")]
        if listed:
            return subject_of(listed, self._base_of_list(index, listed)), "list"
        gap = [t for t in self.view.gap(index, "programme", "group") if not self._other_word(t, index)]
        gap = [t for t in gap if not self._aside(t, index) and not self._of_others(t, index)]
        if index and REACHES.search(self.view.near_text(index)):
            gap = [t for t in gap if t.start < self.view.near_start(index)]
        recent = self._recent(*mark.earlier) if mark.earlier is not None else None
        if recent is not None:
            return recent, "list"
        total = self._total(index, made, gap)
        if total is not None:
            return total, "total"
        last = self.view.last_of_pair(index)
        behind = [t for t in self.view.behind(last) if t.category in ("programme", "group")]
        if behind and self._is_noun(index, behind):
            self.view.use(last, behind[-1].end)
            return subject_of(behind, subject_of(self._last_subject(gap), self._base_of_groups(index, behind))), "noun"
        if mark.like is not None and not gap and not self._after_partition(index):
            return made[mark.like].said, "pair"
        if (
            index
            and made
            and RESTATES.match(self.view.near_text(index))
            and not self.view.near(index, "programme", "group")
        ):
            return made[index - 1].said, "pair"
        gap = self._topical(index, self._of_ours(index, gap))
        if any(t.category == "programme" for t in gap):
            return self._joint(index) or subject_of(self._last_subject(gap), self.base), "clause"
        gap = [t for t in gap if not self._spoken_of(t, index)]
        if gap:
            return subject_of(gap, self._base_of_groups(index, gap)), "group"
        return self._inherited(index, made), "carried"

    def _recent(self, place: int, size: int) -> Subject | None:
        """Return one of the subjects that the sentence before told apart, where they are as many as the list."""
        told = self.setting.recent
        whole = [s for s in told if not s.only(*PROGRAMME_DIMENSIONS).groups]
        for subjects in (told, whole):
            if len(subjects) == size:
                return subjects[place]
        return None

    def _of_others(self, token: Token, index: int) -> bool:
        """Tell whether a group inside a programme stands in an earlier clause than the fund or rate of this figure."""
        if token.category != "group" or token.start >= self.view.near_start(index):
            return False
        fund = self.view.figure(index).quantity.kind in ("money", "percent")
        return fund and group(token.name).dimension in WITHIN and bool(self.view.near(index, "measure", "level"))

    def _aside(self, token: Token, index: int) -> bool:
        """Tell whether a word stands in brackets that an earlier clause closes (追加（多为救助专款），调整后…)."""
        start = self.view.near_start(index)
        if token.start >= start:
            return False
        behind = self.view.sentence.text[token.end : start]
        return behind.count(")") > behind.count("(") and "(" in self.view.gap_text(index)

    def _of_ours(self, index: int, gap: Sequence[Token]) -> list[Token]:
        """Return a gap's words without others' groups in earlier clauses, where its own clause says who came.

        把建档立卡户中符合条件的补进来，全年新纳入1316户: that is the whole roll again.
        """
        start = self.view.near_start(index)
        others = any(t.start < start and t.category == "programme" and programme(t.name).family == "none" for t in gap)
        if not others or not self.view.near(index, "roll"):
            return list(gap)
        return [t for t in gap if t.start >= start]

    def _spoken_of(self, token: Token, index: int) -> bool:
        """Tell whether a group is only spoken of, in an earlier clause after its figures (集中供养全部满足；标准…)."""
        divided = len(self.view.values_of(group(token.name).dimension)) > 1
        measured = bool(self.view.near(index, "measure"))
        return token.start < self.view.near_start(index) and divided and measured and index > 0

    def _after_partition(self, index: int) -> bool:
        """Tell whether money comes behind a comma after counts that divide a whole: then it is the whole's."""
        rule = self.view.mark(index).rule or ""
        if "pair" not in rule or self.view.figure(index).quantity.kind != "money" or self.view.joined(index):
            return False
        start, end = self.view.sentence.member(self.view.figure(index).start)
        return any(len(self.view.values_of(d, start, end)) > 1 for d in ("area", "place"))

    def _topical(self, index: int, gap: Sequence[Token]) -> list[Token]:
        """Return the words of a gap without programmes that an earlier clause only mentions deep inside it."""
        near = self.view.near_start(index)
        deep = {
            self.view.sentence.clause_start(t.start)
            for t in gap
            if t.start < near and t.start - self.view.sentence.clause_start(t.start) > TOPIC_REACH
        }
        topics = {
            self.view.sentence.clause_start(t.start)
            for t in gap
            if t.category == "programme" and t.start - self.view.sentence.clause_start(t.start) <= TOPIC_REACH
        }
        kept = [t for t in gap if t.start >= near or self.view.sentence.clause_start(t.start) not in deep - topics]
        spoken = self.base.family and (kept or not any(t.start >= near for t in gap))
        return kept if spoken else list(gap)

    def _weak(self, index: int, subject: Subject) -> Subject:
        """Return what a general word (救助资金, 困难群众) means here: what is spoken of, else the report's own."""
        if subject.family != "report":
            return subject
        spoken = self.base if self.named_here else self.setting.heading
        if spoken.family in (None, "none", "report"):
            return self._in_department(index, subject)
        return spoken if not subject.groups else Subject(spoken.family, subject.groups)

    def _in_department(self, index: int, subject: Subject) -> Subject:
        """Return what a general word stands for in a department's report: 救助对象 are those of assistance."""
        named = [programme(t.name).in_department for t in self.view.gap(index, "programme")]
        if self.setting.report.family != "department" or not any(named):
            return subject
        return Subject(next(n for n in reversed(named) if n), subject.groups)

    def _foretold(self, index: int, subject: Subject) -> Subject:
        """Return the programme that the money behind a count names, where the count itself names none.

        共救助3118人，全年支付临时救助资金538.5万元: those were helped by temporary assistance.
        """
        following = index + 1
        if (
            subject.family not in (None, "report")
            or following >= len(self.view.sentence.figures)
            or self.setting.heading.family
        ):
            return subject
        kinds = self.view.figure(index).quantity.kind, self.view.figure(following).quantity.kind
        if not kinds[0].startswith(("person", "household")) or kinds[1] != "money":
            return subject
        named = [t for t in self.view.gap(following, "programme") if programme(t.name).family not in ("report", "none")]
        return subject_of(named[-1:], Subject()) if named else subject

    def _other_word(self, token: Token, index: int) -> bool:
        """Tell a word that names no group here: part of another word, or the cause of a change (死亡等退出103人)."""
        if token.category != "group":
            return False
        following = self.view.sentence.text[token.end : token.end + 1]
        if following != "" and following in OTHER_WORD and len(token.word) == SHORT:
            return True
        return token.name == "deaths" and any(t.start >= token.end for t in self.view.near(index, "roll"))

    def _is_noun(self, index: int, behind: Sequence[Token]) -> bool:
        """Tell whether a noun behind a figure is what it counts, rather than the start of the next statement."""
        if MODIFIES.match(self.view.sentence.text, behind[-1].end):
            return False
        near = self.view.near(index, "programme", "group")
        adjacent = behind[0].start - self.view.figure(index).end <= 1
        if any(t.category == "programme" for t in behind):
            return adjacent or not any(t.category == "programme" and programme(t.name).family != "report" for t in near)
        return not any(t.category == "group" for t in near)

    def _last_subject(self, gap: Sequence[Token]) -> list[Token]:
        """Return the words of the last programme named and of the groups that touch or follow it."""
        at = [i for i, t in enumerate(gap) if t.category == "programme" and programme(t.name).family != "report"]
        at = at or [i for i, t in enumerate(gap) if t.category == "programme"]
        if not at:
            return list(gap)
        first = last = at[-1]
        while first and self._same(gap[first - 1], gap[last]) and not self.view.delimited(gap[first - 1], gap[first]):
            first -= 1
        return [t for t in gap[first:] if t.category == "group" or t is gap[last]]

    def _same(self, token: Token, named: Token) -> bool:
        """Tell whether a word can belong to the programme named behind it: a group, or the programme's other name."""
        return token.category == "group" or programme(token.name).family == programme(named.name).family

    def _base_of_list(self, index: int, listed: Sequence[Token]) -> Subject:
        """Return the subject inside which a list of groups is named: the programme named before it, else the base."""
        first = min(t.start for t in listed)
        named = [
            t
            for t in self.view.gap(index, "programme", "group")
            if t.end <= first and (t.category == "group" or programme(t.name).family not in ("report", "none"))
        ]
        if any(t.category == "programme" for t in listed) or not any(t.category == "programme" for t in named):
            return self._base_of_groups(index, listed)
        return subject_of(self._last_subject(named), self.base)

    def _joint(self, index: int) -> Subject | None:
        """Return what covers the programmes of a list right before a figure (孤儿和事实无人抚养儿童87人)."""
        start, end = self.view.near_start(index), self.view.figure(index).start
        runs = lists_before(self.view.sentence, start, end)
        run = next((r for r in reversed(runs) if any(t.category == "programme" for s in r for t in s.tokens)), [])
        each = [[t for t in s.tokens if t.category == "programme"] for s in run]
        if len(each) == 1 and len(each[0]) > 1 and all(len(t.word) == SHORT for t in each[0]):
            return Subject(common(programme(t.name).family for t in each[0]))  # 纳入低保特困1916人
        named = [words[0] for words in each if len(words) == 1]
        if len(named) < len(each):
            return None  # a list of recipients before what they got (向低保、特困对象发放价格临时补贴)
        families = list(dict.fromkeys(f for t in named if (f := programme(t.name).family) not in ("report", "none")))
        last = max((t.end for t in self.view.near(index, "programme")), default=0)
        if len(families) < 2 or named[-1].end < last:
            return None
        return Subject(common(families))

    def _base_of_groups(self, index: int, gap: Sequence[Token]) -> Subject:
        """Return the subject inside which a group is named: dimensions already divided are open again."""
        named = {group(t.name).dimension for t in gap if t.category == "group"}
        base = self.base
        for dimension, _ in base.groups:
            if dimension in named:
                continue
            divided = len(self.view.values_of(dimension)) > 1
            crossed = bool(named & {*PROGRAMME_DIMENSIONS, *OF_ALL_PLACES})
            if crossed or (divided and not self.view.same_member(index)):
                base = base.without(dimension)
        return base

    def _inherited(self, index: int, made: Sequence[Choice]) -> Subject:
        """Return the subject of the figure before where this one goes on with it, else the sentence's."""
        if not index:
            return self.base
        if made[index - 1].also:
            return self.base
        if made[index - 1].how == "noun" and GIVEN_TO.fullmatch(self.view.gap_text(index)):
            return made[index - 1].said
        percents = {self.view.figure(i).quantity.kind for i in (index - 1, index)} == {"percent"}
        last = made[index - 1].subject if percents else made[index - 1].said
        rate = self.view.figure(index).quantity.kind == "rate_of_money"
        if (
            self.view.joined(index)
            or OPENING.match(self.view.gap_text(index))
            or (rate and self.view.same_member(index))
        ):
            return whole_of_parts(self.view, index, made) or last
        return self._lasting(index, last, made)

    def _total(self, index: int, made: Sequence[Choice], gap: Sequence[Token]) -> Subject | None:
        """Return the subject of 合计: what covers the programmes of the figures before it."""
        if not TOTAL.search(self.view.gap_text(index)) or any(t.category == "programme" for t in gap):
            return None
        if not index and ADDED_UP.search(self.view.sentence.text, 0, self.view.figure(0).start) and self.base.family:
            return self.base.without(*DIVIDED)
        if not index:
            return self.setting.heading if SUM_OF_ALL.search(self.view.near_text(0)) else None
        named = [c.subject for c in made if c.said.family not in (None, "none")]
        families = list(dict.fromkeys(s.family for s in named if s.family and s.family != "report"))
        if len(families) > 1:
            two = "两" in self.view.gap_text(index)
            year = self.setting.report_year
            summed = of_two(self.view, index, made, year) if two else of_member(self.view, index, made)
            return Subject(common(summed))
        return made[index - 1].said.without(*DIVIDED) if families else None

    def _lasting(self, index: int, subject: Subject, made: Sequence[Choice]) -> Subject:
        """Return what of a subject holds past a comma: groups that are the only ones of their kind in the member."""
        if not self.view.same_member(index):
            return self._undivided(self.base)
        if index > 1 and self.view.joined(index - 1) and self.view.figure(index).quantity.kind == "money":
            families = [made[i].said.family for i in (index - 2, index - 1)]
            if len(set(families)) == 2 and not {None, "none", "report"} & set(families):
                return Subject(common(f for f in families if f))
        start, end = self.view.sentence.member(self.view.figure(index).start)
        kept = subject
        for dimension, _ in subject.groups:
            if dimension == "part" or len(self.view.values_of(dimension, start, end)) > 1:
                kept = kept.without(dimension)
        return kept

    def _undivided(self, subject: Subject) -> Subject:
        for dimension, _ in subject.groups:
            if len(self.view.values_of(dimension)) > 1:
                subject = subject.without(dimension)
        return subject

    def _remember(self, index: int, subject: Subject, how: str) -> None:
        """Set the subject that later figures of the sentence fall back upon."""
        if how not in ("clause", "noun", "list") or subject.family in (None, "none", "report"):
            return
        same = subject.family == self.base.family
        if same and subject.groups and PARTITION.search(self.view.gap_text(index)):
            return
        if self.view.figure(index).quantity.kind in NO_FIGURES:
            return
        self.base = subject.only(*PROGRAMME_DIMENSIONS)
        self.named_here = True
