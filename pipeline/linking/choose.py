"""Which programme, measure, role, basis, year and region a figure of running prose has.

The words before a figure in its clause go first, then those right behind it, then what the sentence,
the paragraph and the heading have set. Ways of stating (extractors) mark what words beside a figure
cannot show; see `pipeline.linking.marks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from pipeline.codebook import INDICATORS
from pipeline.linking.choice import Choice, Setting
from pipeline.linking.choose_measure import COUNTS, Measures
from pipeline.linking.choose_role import Roles
from pipeline.linking.choose_subject import Subjects
from pipeline.linking.lexicon import Token, measure, programme
from pipeline.linking.marks import Mark
from pipeline.linking.places import PlaceWord
from pipeline.linking.rates import period
from pipeline.linking.sentences import Sentence
from pipeline.linking.skips import bracketed_part, not_recipient, part_of_support
from pipeline.linking.subjects import PROGRAMME_DIMENSIONS, Subject, subject_of
from pipeline.linking.view import View
from pipeline.model import QuantityKind, Role

ALL_RECEIVED = regex.compile(r"^[,，]?(?:年内|当年|年底前|已|资金|均|都|现已)*(?:全部|全额|足额)(?:拨付|拨款)?到位")
CLASS = regex.compile(r"第[一二三四五]类[，,:是为]")
CARE = "care_"
ROLLS = frozenset({"on_roll", "added", "removed"})
DECREASE = regex.compile(r"^[、,，\s]*(?:减少|减|退)了?$")
SUMMED_UP = regex.compile(r"合计|共计|总计|[,，]共$")
FINAL = regex.compile(r"实际(?:下达|到位|收到|拨付)|最终|实到")
RATES = frozenset({"standard", "care_standard"})
ONE_OF_SEVERAL = "one of several, none told apart"
PAUSES = ("、", "和", "与", "及")
# Programmes whose recipients are set against the population.
OF_POPULATION = frozenset({"dibao", "tekun"})
# Rates that are asked and stated for those in institutions and at home apart.
BY_PLACE = frozenset({"satisfaction", "satisfaction_weak", "awareness_rate", "accuracy_rate"})
# Measures of a whole fund: a programme named for a part of it earlier in the sentence is not meant.
OF_THE_WHOLE = frozenset(
    {"balance", "execution_rate", "arrival_rate", "arrival_timeliness_rate", "received", "budget", "budget_initial"}
)


def choices(
    sentence: Sentence, marks: Mapping[int, Mark], setting: Setting, places: tuple[PlaceWord, ...] = ()
) -> tuple[list[Choice], Setting]:
    """Return a choice for each figure of a sentence and the setting in which the next sentence begins."""
    view = View(_in_context(sentence, places, setting), marks, places)
    subjects, measures, roles = Subjects(view, setting), Measures(view, setting), Roles(view, setting)
    made: list[Choice] = []
    for index in range(len(sentence.figures)):
        subject, how = subjects.choose(index, made)
        name, near = measures.choose(index, made, subject)
        regions, reference = roles.place(index)
        if made and made[-1].role == "reference" and view.gap_text(index) in PAUSES:
            reference = "reference"
        role = roles.role(index, made)
        name = _left(view, index, name, made)
        kind = view.figure(index).quantity.kind
        several = subjects.shared(index, made)
        rates = measures.shared(index)
        if several:
            subject, how = several[0], "list"
            subjects.go_on_with(several)
        spoken = how != "carried" or (subjects.named_here and view.same_member(index))
        resolved = _resolved(view, index, subject, how, name, setting, spoken)
        made.append(
            Choice(
                subject=resolved,
                said=subject,
                programme=resolved.programme(None),
                name=name,
                measure=_measure(name, resolved, kind),
                role="actual" if _is_budget(name, role) else reference or _restated(made, resolved, name, role, roles),
                basis=roles.basis(index, made),
                year=roles.year(index, made),
                regions=regions,
                per=period(view, index),
                how=how,
                rule="+".join(filter(None, (how, view.mark(index).rule, name, _final(view, index, name)))),
                near=near,
                skip=(view.mark(index).skip if name != "removed" else None)
                or (part_of_support(view, index, resolved) if name == "spending" else None)
                or not_recipient(view, index, made, resolved)
                or bracketed_part(view, index, made),
                also=_also(several[1:], name, kind)
                or _rates(resolved, rates)
                or _received_in_full(view, index, resolved, name),
            )
        )
    made = _undecided(view, made)
    recent = classes_named(sentence) or _told_apart(made) or setting.recent
    return made, replace(setting, subject=subjects.carried(), recent=recent)


def classes_named(sentence: Sentence) -> tuple[Subject, ...]:
    """Return the subjects of a sentence that sets classes apart (第一类，机构养育孤儿；第二类，社会散居孤儿)."""
    starts = [m.end() for m in CLASS.finditer(sentence.text)]
    ends = [*starts[1:], len(sentence.text)][: len(starts)]
    named = [sentence.within(a, b, "programme", "group") for a, b in zip(starts, ends, strict=True)]
    subjects = tuple(subject_of(words, Subject()).only(*PROGRAMME_DIMENSIONS) for words in named if words)
    return subjects if len(subjects) == len(starts) > 1 and all(s.family for s in subjects) else ()


def _told_apart(made: Sequence[Choice]) -> tuple[Subject, ...]:
    """Return the subjects that a sentence tells apart, in their order, none where it speaks of one alone."""
    own = [c for c in made if c.indicator and c.how != "total"]
    named = dict.fromkeys(c.said for c in own if c.said.family not in (None, "none", "report"))
    return tuple(named) if len(named) > 1 else ()


def _undecided(view: View, made: Sequence[Choice]) -> list[Choice]:
    """Return the choices with those of a bare list left open, whose figures would all be one fact.

    每人每月依次为242元、484元、1210元 without a word for each cannot be three values of one indicator.
    """
    out = list(made)
    for index in range(1, len(made)):
        one, other = out[index - 1], made[index]
        beside = view.gap_text(index) in PAUSES and view.mark(index).tokens is None and view.mark(index).year is None
        if beside and (one.indicator or one.skip == ONE_OF_SEVERAL) and _same_fact(made[index - 1], other):
            out[index - 1 : index + 1] = [replace(c, skip=ONE_OF_SEVERAL) for c in (one, other)]
    return out


def _same_fact(one: Choice, other: Choice) -> bool:
    return (one.indicator, one.role, one.year, one.regions) == (other.indicator, other.role, other.year, other.regions)


def _in_context(sentence: Sentence, places: Sequence[PlaceWord], setting: Setting) -> Sentence:
    """Return the sentence without words that mean something else here: parts of places, other reports' short names."""
    kept = [t for t in sentence.tokens if not any(p.start < t.end and t.start < p.end for p in places)]
    spoken = {setting.report.family, setting.heading.family, setting.subject.family}
    return replace(sentence, tokens=tuple(_of_this_context(kept, spoken)))


def _of_this_context(tokens: Sequence[Token], spoken: set[str | None]) -> Iterator[Token]:
    """Yield the words that mean something where these programmes, or one named before, are spoken of."""
    families = set(spoken)
    for token in tokens:
        if token.category == "programme":
            within = programme(token.name).within
            if within and not families & set(within):
                continue
            families.add(programme(token.name).family)
        yield token


def _resolved(
    view: View, index: int, subject: Subject, how: str, name: str | None, setting: Setting, spoken: bool
) -> Subject:
    """Return the subject with what it leaves open filled from heading and report.

    `spoken` tells whether the sentence names a programme.
    """
    kind = view.figure(index).quantity.kind
    single = setting.report.family not in ("assistance", "department")
    if how == "group" and kind == "percent" and {d for d, _ in subject.parts()} == {"part"}:
        spoken = False  # 重病重残人员全部纳入，应养尽养率100%: the rate is not theirs
        subject = subject.without("part")
    if kind == "percent" and not spoken:
        subject = replace(setting.heading, groups=(*setting.heading.groups, *subject.groups))
    if subject.family is None and (kind in ("percent", "money") or single):
        subject = replace(setting.report, groups=(*setting.report.groups, *subject.groups))
    if name in OF_THE_WHOLE and how == "carried" and _families_in(view, index) > 1:
        return setting.heading if setting.heading.family else setting.report
    subject = _of_its_family(subject, name)
    if kind == "percent":
        general = [t for t in view.near(index, "programme") if programme(t.name).family == "report"]
        if view.mark(index).tokens is not None and subject.family not in (None, "report"):
            return subject
        if (
            _families_near(view, index) > 1
            or _families_listed(view, index) > 1
            or (general and not _families_near(view, index))
        ):
            return setting.report
        if name == "population_share" and subject.family not in OF_POPULATION:
            return Subject("none")
        if _only_others(view, index):
            return Subject("none")
        if how == "group" and name not in BY_PLACE and not view.near(index, "group"):
            subject = subject.without("place")
        if name == "institution_rate":
            subject = subject.without("place")
    if subject.family == "report":
        return replace(setting.report, groups=(*setting.report.groups, *subject.groups))
    if subject.family == setting.report.family and not subject.only(*PROGRAMME_DIMENSIONS).groups:
        return replace(subject, groups=(*setting.report.groups, *subject.groups))
    return subject


def _final(view: View, index: int, name: str | None) -> str | None:
    """Return `final` for money that was in the end received or spent, after what was first allotted and then cut."""
    if view.figure(index).quantity.kind != "money":
        return None
    summed = (name or "").startswith("level:") and SUMMED_UP.search(view.gap_text(index))
    return "final" if summed or FINAL.search(view.near_text(index)) else None


def _also(several: Sequence[Subject], name: str | None, kind: QuantityKind) -> tuple[str, ...]:
    """Return the indicators of further subjects for which one value holds."""
    named = ((s.programme(None), _measure(name, s, kind)) for s in several)
    return tuple(f"{p}.{m}" for p, m in named if p and m and f"{p}.{m}" in INDICATORS)


def _received_in_full(view: View, index: int, subject: Subject, name: str | None) -> tuple[str, ...]:
    """Return the money received for a budget of which the next clause says that all of it came (年内全部到位)."""
    if name != "budget" or not ALL_RECEIVED.match(view.sentence.text[view.figure(index).end :]):
        return ()
    return _also([subject], "received", "money")


def _rates(subject: Subject, names: Sequence[str]) -> tuple[str, ...]:
    """Return the indicators of further rates that one percentage states (到位率、及时率均为100%)."""
    found = (f"{subject.programme(None)}.{measure(n).measure}" for n in names)
    return tuple(i for i in found if i in INDICATORS)


def _families_near(view: View, index: int) -> int:
    """Return how many programmes the clause before a figure lists."""
    families = {programme(t.name).family for t in view.near(index, "programme")}
    return len(families - {"report", "none"})


def _of_its_family(subject: Subject, name: str | None) -> Subject:
    """Return the subject of a measure that only one family has (护理标准 is of tekun), where no other is named."""
    care = any(n.startswith(CARE) for _, n in subject.parts())
    families = (
        measure("care_standard" if care else name).families
        if care or (name and ":" not in name and name not in ROLLS)
        else ()
    )
    if len(families) == 1 and (subject.family in (None, "report", "assistance", "department") or care):
        return replace(subject, family=families[0])
    return subject


def _only_others(view: View, index: int) -> bool:
    """Tell whether the words before a rate name only what is no programme of ours."""
    families = {programme(t.name).family for t in view.gap(index, "programme")}
    return families == {"none"}


def _families_in(view: View, index: int) -> int:
    """Return how many programmes the sentence names before a figure."""
    families = {programme(t.name).family for t in view.before(index, "programme")}
    return len(families - {"report", "none"})


def _families_listed(view: View, index: int) -> int:
    """Return how many programmes are named between the figure before and this one, where its clause names none."""
    if view.near(index, "programme"):
        return 0
    families = {programme(t.name).family for t in view.gap(index, "programme")}
    return len(families - {"report", "none"})


def _measure(name: str | None, subject: Subject, kind: QuantityKind) -> str | None:
    """Return the codebook's measure for a measure's name and the groups of a subject."""
    parts = [
        n for d, n in subject.parts() if (name in RATES or not n.endswith("_all")) and (d, kind) != ("part", "percent")
    ]
    if name is None:
        return None
    if kind in COUNTS:
        if parts:
            return None
        if name in ("added", "removed"):
            return f"{kind}_{name}" if kind in ("persons", "households") else None
        return kind
    if name.startswith("level:"):
        return None if parts else f"funds_{name.removeprefix('level:')}"
    return _divided(name, parts, kind)


def _divided(name: str, parts: Sequence[str], kind: QuantityKind) -> str | None:
    """Return the measure for the groups of a subject: 标准 of class A is standard_a."""
    entry = measure(name)
    if entry.measure == "standard" and any(p.startswith(CARE) for p in parts):
        entry = measure("care_standard")
    if entry.measure == "care_standard":
        return entry.by_group.get(parts[0]) if len(parts) == 1 else None
    if parts and entry.measure == "average_benefit":
        entry = measure("standard")  # 分类发放260元: what a class is paid is its standard
    if not parts or kind == "percent":
        return entry.measure if not parts else None
    return entry.by_group.get(parts[0]) if len(parts) == 1 else None


def _is_budget(name: str | None, role: Role) -> bool:
    """Tell whether a figure is the year's first budget, a fact however it is compared with (与年初预算4012万元相比)."""
    return name == "budget_initial" and role in ("previous", "target")


def _restated(made: Sequence[Choice], subject: Subject, name: str | None, role: Role, roles: Roles) -> Role:
    """Return `actual` for a measure that is stated again behind its target in one sentence."""
    if role != "target" or roles.named_goal:
        return role
    aimed = any(c.name == name and c.subject == subject and c.role == "target" for c in made)
    return roles.reach() if aimed else role


def _left(view: View, index: int, name: str | None, made: Sequence[Choice]) -> str | None:
    """Return `removed` for a decrease beside those added (新增412人、减少1039人), which is no mere change."""
    beside = made and made[-1].name == "added" and view.mark(index).skip == "change"
    return "removed" if beside and DECREASE.search(view.gap_text(index)) else name
