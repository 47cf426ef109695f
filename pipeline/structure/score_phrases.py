"""Phrases that state a score: `（20分，自评得分20分）`, `满分15分，评得15分`, `｜7－0＝7`, `98.5/100`.

A phrase is a run of tokens; a token is a number of 分 with the word before it that says whose it is: the
maximum (满分, 分值, 权重 …), the score (自评得分, 得, 计 …) or a deduction (扣, 丢 …). A number without such a
word is the maximum where it stands first and the score where a maximum stands before it.

All offsets here are those of folded text.

>>> [(p.maximum, p.score) for p in phrases("绩效目标合理性(4分,自评得分3.5分)")]
[(4.0, 3.5)]
>>> [(p.maximum, p.score, p.deducted) for p in phrases("组织保障[满分15分自扣0.5分得14.5分]")]
[(15.0, 14.5, 0.5)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Literal

import regex

from pipeline.structure.numbering import chinese_number
from pipeline.structure.score_words import either, holds, words

Role = Literal["maximum", "score", "sum", "deduction", "bare"]

NUMBER = r"-?\d{1,4}(?:\.\d{1,3})?"
LINK = r"(?:分数|分值|均|都|皆|为|是|共计|合计|总计|共|只|了|有|约|[:=\])]|的|\s)*"
# 分 that is no point: 分钟, 分别, 分之, 百分点, 分类 …
NO_POINT = r"(?![钟别散类布之解管析层发级期享担校院支局组工秒贝歧成项](?![)\]，,。;|\s]))"
UNIT = rf"\s*分(?:值|数)?{NO_POINT}"
# 90分以上为优 and 80至90分为良 divide the scale; they score nothing.
SCALE_BEHIND = (
    r"(?![^\S\n]*(?:\((?:含|不含)\)|以上|以下|及以上|及以下|含|至|到|~|[-—](?=\d)|[）)]?(?:为|是)[“\"]?[优良中差合]))"
)
# Between the numbers of one phrase: separators, closing and opening brackets, a short word without number.
LIGHT_GAP = regex.compile(r"[\s，,、·•→>~_|/()\[\]:;…—.-]*")
# 得分15分，占该项指标总分15分的100%: the second number is the maximum.
SHARE_GAP = regex.compile(r"[，,(]?(?:占|为)(?:该|本|此|其)[^，。\d]{0,8}")
FILLER_GAP = regex.compile(r"[^\d。;:！？\x00]{0,16}")
# 玖拾陆: numerals as on a cheque, and those of plain writing.
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰", "一二三四五六七八九十百")
CHINESE_DIGITS = "零一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰"
DECIMAL = r"\d+(?:\.\d+)?"
EQUATION = regex.compile(rf"(?<=[|:(\[，,\s])(?P<maximum>{DECIMAL})[-—](?P<deducted>{DECIMAL})=(?P<score>{DECIMAL})分?")
# 【满4·得4】, 满15，得15: neither number has its 分, the pair of words tells.
PAIRED = regex.compile(
    rf"(?<![\u4e00-\u9fff])(?:{either('short_maximum')})(?P<maximum>{DECIMAL})\s*[·，,、;/|]\s*"
    rf"(?P<word>{either('short_score')})(?P<score>{DECIMAL})(?![\d.%分\u4e00-\u9fff])"
)
# ⇒5.00 at the end of a line is its score where several lines end so; then 占比5% at their beginnings is the maximum.
ARROWED = regex.compile(rf"[⇒→➔➡⟹](?P<score>{DECIMAL})(?:分)?(?=\s*(?:[\n\x00]|$))")
SHARE = regex.compile(
    rf"(?<=[\u4e00-\u9fff)][:：，,(\[ ])(?:{either('share')})(?:为|:)*(?P<maximum>\d{{1,2}}(?:\.\d)?)%"
    r"(?=[。;)\]\s\x00]|$)"
)
FEWEST_ARROWS = 2
# 一、决策：占15%。依据充分，本项得分15分。
SHARED_LINE = regex.compile(
    rf"(?<=[\n\x00])[^\n\x00:，。%]{{2,16}}[:，(\[](?P<share>(?:{either('share')})(?:为|:)*(?P<maximum>\d{{1,2}}(?:\.\d)?)%)"
    rf"[)\]]?[。，;:](?=[^\n\x00]*得分?{DECIMAL}分[。;]?\s*(?:[\n\x00]|$))"
)
# 决策15分+过程23分=38分: the sum of parts that are named before.
ADDED = regex.compile(rf"\+[^\d+=。\n]{{0,12}}{DECIMAL}分?=(?P<score>{DECIMAL})分")
# Nothing but a name on the line before `19/20`, or nothing at all.
ALONE_BEFORE = regex.compile(r"(?:^|[\n\x00])(?P<lead>[^\n\x00\d，。]{0,4}\d{0,2}[^\n\x00\d，。]{0,24})$")
ALONE_BEHIND = regex.compile(r"[)\]]?\s*(?:[\n\x00]|$)")
NAMED_BEFORE = regex.compile(r"[\u4e00-\u9fff]{2,10}[:(]?$")
LARGEST_ITEM = 100
LONGEST_LIST = 300
# 项目立项/10/9 on a line of its own, without a word.
SLASHED = regex.compile(
    rf"(?<=[\u4e00-\u9fff)])\s*(?P<bar>[/|·])\s*(?P<maximum>{DECIMAL})分?\s*(?P=bar)\s*(?P<score>{DECIMAL})分?(?=\s*(?:[\n\x00]|$))"
)
# 资金筹措（10）：9 on a line of its own.
BRACKET_AND_SCORE = regex.compile(
    rf"(?<=[\u4e00-\u9fff])\s*[(\[](?P<maximum>{DECIMAL})[)\]]\s*[:|/—-]+\s*(?P<score>{DECIMAL})(?=\s*(?:[\n\x00]|$))"
)
OF_INDICATOR = ("指标分值", "指标得分", "指标分")
SCORING = regex.compile("得分|自评|总分|评分")
FRACTION = regex.compile(
    r"(?<![\d./])(?P<first>\d{1,3}(?:\.\d{1,2})?)\s*分?\s*/\s*"
    r"(?P<second>\d{1,4}(?:\.\d{1,2})?)(?: *分)?(?![\d/%人户名次万元])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number of 分 with its role; `word` is the printed word that gave it the role."""

    start: int
    number_start: int
    end: int
    role: Role
    word: str
    value: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a run of tokens states together."""

    start: int
    end: int
    maximum: float | None
    score: float | None
    deducted: float | None
    word: str
    bare: bool
    """No word says whose number it is, but for deductions."""


# Without 分 behind it, a number is a score only after an unmistakable word and before a separator; and in a
# bracket (权重5，评分5) after any word of these characters.
IN_BRACKET = regex.compile(r"[^\s共总合累]{0,6}[分评满权得核实][^\s共总合累]{0,6}")
STRICT = either("without_unit")
BRACKETED = "|".join(
    sorted((w for w in words("maximum") + words("score") if IN_BRACKET.fullmatch(w)), key=len, reverse=True)
)
TOKEN = regex.compile(
    rf"(?<!\d)(?<!\d\.)(?P<number>{NUMBER}){UNIT}{SCALE_BEHIND}"
    # 权重20% is a maximum of 20 in a scale of a hundred.
    r"|(?<=[(\[])(?P<weight>(?:权重|权数|占(?=[^)\]]*得|[^)\]]*自评))(?:占比|为|:)*)(?P<percent>\d{1,2}(?:\.\d)?)%(?=[，,)\]])"
    r"|(?<=[。，,;:)\]\s|])(?P<share>权重|权数)(?:占比|占|为|:)*(?P<hundredth>\d{1,2}(?:\.\d)?)%"
    r"(?=[，,;、|][^，。\n\d]{0,8}(?:得|自评|计|评|核)[^，。\n\d]{0,4}\d)"
    rf"|(?P<word>{STRICT})[:=\])\s]*(?P<plain>{NUMBER})(?=\s*(?:[|·)\],，;。\n]|$|[实应扣自得]|评[定价级]|等[级次]|档次))"
    rf"|(?<=[(\[](?:[^()\[\]\n]{{1,16}}[,，;、/|· ])?)(?P<inside>{BRACKETED})[:=]?(?P<number_inside>{NUMBER})"
    r"(?=\s*[,，;、/|·)\]])"
    # 得二分, (二十分): 十分 before other words is an adverb.
    rf"|(?<![{CHINESE_DIGITS}])(?P<chinese>[{CHINESE_DIGITS}]{{1,5}}(?:点[{CHINESE_DIGITS}]{{1,2}})?)分(?=[)\]，,。;、|\s]|$)"
)
# Behind a maximum in Chinese numerals that no word introduces.
SCORE_NEXT = regex.compile(rf"[，,](?:自评|自查)?(?:得|计|扣|减)[{CHINESE_DIGITS}]{{1,5}}分")
# 80至90分 is a range; a dash behind a name or a bracket leads to its score.
RANGE_BEFORE = regex.compile(r"[\d分][至到~—]$|(?<![得拿打])[至到~]$")
# 平均86分 is the mark of an examination or a survey.
MEASURED = ("平均", "成绩", "考试", "测试", "均分", "成绩为", "答题")
# No score exceeds its maximum by more than a bonus does; a bare 0.9 before 96.27 is no maximum.
LARGEST_EXCESS = 1.3
# A bonus is no score of a whole: 标准分值100分，创新工作加分5分.
BONUS_WORDS = frozenset({"加", "加分", "奖励", "申报", "申报加", "拟加"})
LARGEST_BONUS_BLOCK = 30


@cache
def _word_pattern() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?P<word>{either('maximum', 'score', 'sum', 'deduction')}|(?<![\u3400-\u9fff])(?:{either('alone')})){LINK}$"
    )


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a folded text in order."""
    for match in TOKEN.finditer(text):
        if match["percent"] is not None:
            start, word = match.start("percent"), match["weight"]
            yield Token(match.start(), start, match.end(), "maximum", word, float(match["percent"]))
        elif match["hundredth"] is not None:
            start, word = match.start("hundredth"), match["share"]
            yield Token(match.start(), start, match.end(), "maximum", word, float(match["hundredth"]))
        elif match["plain"] is not None:
            start, word, value = match.start("plain"), match["word"], float(match["plain"])
            yield Token(match.start(), start, match.end("plain"), _role(word), word, value)
        elif match["inside"] is not None:
            start, word, value = match.start("number_inside"), match["inside"], float(match["number_inside"])
            yield Token(match.start(), start, match.end("number_inside"), _role(word), word, value)
        elif match["chinese"] is not None:
            yield from _chinese_token(text, match)
        elif RANGE_BEFORE.search(text, max(0, match.start() - 2), match.start()) is None:
            word_start, word = _word_before(text, match.start())
            if not word and text[max(0, word_start - 4) : word_start].endswith(MEASURED):
                continue
            value = float(match["number"])
            if value < 0 and not word and regex.search(r"[\u3400-\u9fff]$", text[: match.start()][-1:]):
                # 资金管理-30分: the dash joins, it does not subtract.
                word_start, value = match.start() + 1, -value
            yield Token(word_start, max(match.start(), word_start), match.end(), _role(word), word, value)


def _chinese_token(text: str, match: regex.Match[str]) -> Iterator[Token]:
    """Yield 得二分, （二十分） and 投入一项，十五分，得十五分; without such company, 十分 is none."""
    start, word = _word_before(text, match.start())
    bare = text[max(0, match.start() - 1) : match.start()] in ("，", ",") and SCORE_NEXT.match(text, match.end())
    if word or bare or text[max(0, match.start() - 1) : match.start()] in ("(", "["):
        whole, _, decimals = match["chinese"].translate(FORMAL).partition("点")
        value = chinese_number(whole) + float("0." + "".join(str(chinese_number(d)) for d in decimals or "零"))
        yield Token(start, match.start(), match.end(), _role(word), word, value)


def _word_before(text: str, start: int) -> tuple[int, str]:
    """Return where the word that governs a number begins, and the longest such word."""
    before = _word_pattern().search(text, max(0, start - 16), start)
    if before is None:
        return start, ""
    if before["word"] in OF_INDICATOR and regex.search(r"[\u3400-\u9fff]$", text[: before.start()][-1:]):
        # 投入指标分值30分: the name is 投入指标.
        return before.start() + len("指标"), before["word"].removeprefix("指标")
    return before.start(), before["word"]


@cache
def _role(word: str) -> Role:
    order: tuple[Role, ...] = ("deduction", "sum", "maximum", "score")
    return next((role for role in order if word in words(role)), "score" if word in words("alone") else "bare")


def phrases(text: str) -> tuple[Phrase, ...]:
    """Return the phrases of a folded text in order; fixed shapes go before runs of tokens."""
    fixed = [*_equations(text), *_paired(text), *_arrowed(text), *_fractions(text)]
    taken = [(p.start, p.end) for p in fixed]
    free = [t for t in tokens(text) if not any(s < t.end and t.number_start < e for s, e in taken)]
    free = [_out_of(text, t, behind) for t, behind in zip_longest(free, free[1:])]
    free = [_counted(text, t, behind) for t, behind in zip_longest(free, free[1:])]
    free = [_given(text, before, t) for before, t in zip((None, *free), free, strict=False)]
    return tuple(sorted((*fixed, *(_phrase(run) for run in _runs(text, free))), key=lambda p: p.start))


def _out_of(text: str, token: Token | None, behind: Token | None) -> Token:
    """Return 自评满分100分, 自评分值100分 as a maximum where its score follows; without one, full marks are given."""
    assert token is not None
    follows = behind is not None and behind.role == "score" and LIGHT_GAP.fullmatch(text[token.end : behind.start])
    full = token.role == "score" and token.word.endswith(("满分", "分值")) and follows
    return replace(token, role="maximum") if full else token


def _counted(text: str, token: Token | None, behind: Token | None) -> Token:
    """Return the first number of （计20分，自评19分） as the maximum."""
    assert token is not None
    opens = token.word in words("counted") and text[max(0, token.start - 1) : token.start] in ("(", "[")
    if not opens or behind is None or behind.role != "score" or behind.value > token.value:
        return token
    beside = LIGHT_GAP.fullmatch(text[token.end : behind.start]) is not None and holds("own", behind.word)
    return replace(token, role="maximum") if beside else token


def _given(text: str, before: Token | None, token: Token) -> Token:
    """Return 赋分9分 as a score where the maximum stands before it; by itself it is the maximum."""
    behind = before is not None and LIGHT_GAP.fullmatch(text[before.end : token.start]) is not None
    if before is None or not behind or token.word not in words("given") or before.role not in ("bare", "maximum"):
        return token
    return replace(token, role="score") if token.value <= before.value else token


def _equations(text: str) -> Iterator[Phrase]:
    for m in ADDED.finditer(text):
        yield Phrase(m.start("score") - 1, m.end(), None, float(m["score"]), None, "=", False)
    for m in EQUATION.finditer(text):
        maximum, deducted, score = (float(m[k]) for k in ("maximum", "deducted", "score"))
        if abs(maximum - deducted - score) < 0.005 and maximum <= 100:
            yield Phrase(m.start(), m.end(), maximum, score, deducted, "=", False)


def _paired(text: str) -> Iterator[Phrase]:
    for m in PAIRED.finditer(text):
        yield Phrase(m.start(), m.end(), float(m["maximum"]), float(m["score"]), None, m["word"], False)


def _arrowed(text: str) -> Iterator[Phrase]:
    """Yield the scores behind arrows at the ends of lines, and the shares of a hundred that they are out of."""
    arrows = list(ARROWED.finditer(text))
    if len(arrows) < FEWEST_ARROWS:
        yield from _shared_out(text)
        return
    for m in arrows:
        yield Phrase(m.start(), m.end(), None, float(m["score"]), None, "=", False)
    for m in SHARE.finditer(text):
        yield Phrase(m.start(), m.end(), float(m["maximum"]), None, None, "=", False)


def _shared_out(text: str) -> Iterator[Phrase]:
    """Yield the shares at the beginnings of lines that end with a score, where the shares are all of a hundred."""
    found = list(SHARED_LINE.finditer(text))
    whole = sum(float(m["maximum"]) for m in found)
    if len(found) > 1 and whole and whole % 100 == 0:
        for m in found:
            yield Phrase(m.start("share"), m.end("share"), float(m["maximum"]), None, None, "=", False)


def _fractions(text: str) -> Iterator[Phrase]:
    """Yield `98.5/100` after a word of scoring and `10分/9分`; the larger number is the maximum."""
    lined = (m for shape in (SLASHED, BRACKET_AND_SCORE) for m in shape.finditer(text))
    slashed = [m for m in lined if 0 <= float(m["score"]) <= float(m["maximum"]) <= LARGEST_ITEM]
    for m in slashed if len(slashed) > 1 else ():
        yield Phrase(m.start(), m.end(), float(m["maximum"]), float(m["score"]), None, "=", False)
    for m in FRACTION.finditer(text):
        if len(slashed) > 1 and any(s.start() <= m.start() < s.end() for s in slashed):
            continue
        start, word = _word_before(text, m.start())
        if not word and m[0].count("分") == 0 and not _stands_for_score(text, m):
            continue
        low, high = sorted((float(m["first"]), float(m["second"])))
        if high > 0 and _role(word) != "deduction":
            yield Phrase(start, m.end(), high, low, None, word, not word)


def _stands_for_score(text: str, match: regex.Match[str]) -> bool:
    """Tell whether `19/20` without any word is a score: alone on a line or behind its name, or in a list of such."""
    low, high = sorted((float(match["first"]), float(match["second"])))
    if not (2 <= high <= LARGEST_ITEM and low >= high / 2):
        return False
    start = max(text.rfind(c, 0, match.start()) for c in "。\n\x00") + 1
    alone = ALONE_BEFORE.search(text, max(0, match.start() - 32), match.start())
    if alone is not None and ALONE_BEHIND.match(text, match.end()):
        return regex.search(r"[年月日期]", alone["lead"]) is None
    sentence = regex.split(r"[。\n\x00]", text[start : start + LONGEST_LIST])[0]
    named = [m for m in FRACTION.finditer(sentence) if NAMED_BEFORE.search(sentence, 0, m.start())]
    return len(named) > 1 and SCORING.search(sentence) is not None


def _runs(text: str, found: list[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in found:
        if run and not _joins(text, run, token):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _joins(text: str, run: list[Token], token: Token) -> bool:
    """Tell whether a token continues the phrase: a role not yet taken, and little between them."""
    have = {t.role for t in run}
    gap = text[run[-1].end : token.start]
    light = LIGHT_GAP.fullmatch(gap) is not None and gap.count("\n") < 2 and "、" not in gap
    if token.role == "bare":
        first = have == {"score"} and "(" in gap
        return light and (first or (bool(have & {"bare", "maximum"}) and "score" not in have))
    if token.role in ("maximum", "sum") and have == {"score"} and SHARE_GAP.fullmatch(gap):
        return True
    if token.role == "maximum":
        # 15分（满分15分）: the bracket says what the number before it is out of.
        return light and (have <= {"score", "deduction"} or (have == {"bare"} and "(" in gap))
    if token.role == "sum" and have == {"score"} and light and text[token.end : token.end + 1] in (")", "]"):
        return token.value >= run[-1].value
    # 总分30分，得29分: a sum may have its score behind it.
    taken: dict[Role, set[str]] = {"deduction": {"deduction"}, "score": {"score"}, "sum": {"score", "sum"}}
    if have & taken[token.role]:
        return False
    if token.word in BONUS_WORDS and any(t.value > LARGEST_BONUS_BLOCK for t in run):
        return False
    maximum = next((t.value for t in run if t.role in ("maximum", "bare")), None)
    if token.role != "deduction" and maximum is not None and 0 < maximum * LARGEST_EXCESS < token.value:
        return False
    if light:
        return not (have == {"score"} and "\n" in gap)
    # Words may stand between a maximum and its score: 本次没有失分，计20分.
    return bool(have & {"maximum", "bare", "sum"}) and "\n" not in gap and FILLER_GAP.fullmatch(gap) is not None


def _phrase(run: list[Token]) -> Phrase:
    by_role = {role: [t for t in run if t.role == role] for role in ("maximum", "score", "sum", "deduction", "bare")}
    maximum = _first(by_role["maximum"])
    score = _first(by_role["score"])
    bare = [t.value for t in by_role["bare"]]
    total = _first(by_role["sum"])
    if total is not None:
        if score is not None or (maximum is None and total % 100 == 0):
            maximum = total if maximum is None else maximum
        else:
            score = total
    if bare and maximum is None:
        maximum = bare.pop(0)
    if bare and score is None:
        score = bare.pop(0)
    word = next((t.word for role in ("score", "sum") for t in by_role[role]), run[0].word)
    deducted = sum(t.value for t in by_role["deduction"]) if by_role["deduction"] else None
    unnamed = all(t.role in ("bare", "deduction") for t in run)
    return Phrase(run[0].start, run[-1].end, maximum, score, deducted, word, unnamed)


def _first(found: list[Token]) -> float | None:
    return found[0].value if found else None
