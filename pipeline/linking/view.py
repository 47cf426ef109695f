"""What stands around a figure: the words before it, those in its clause, and those right behind it.

A word that was read as the noun of one figure (6人由机构养育) is not read again for the next.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

from pipeline.linking.lexicon import Category, Token, group, programme
from pipeline.linking.marks import Mark
from pipeline.linking.places import PlaceWord
from pipeline.linking.sentences import Figure, Sentence

# How far behind a figure a noun may stand and still be what is counted (1025名经济困难失能老年人).
NOUN_REACH = 2
VERB_BEHIND = regex.compile(
    r"^[,，]?(?:全部|均|已|都|专项|主要|统筹)?"
    r"(?:用于|用在|发给|拨给|投入|拨入|发放给|给|是|为|由|享受|领取|属于|属|为了|拨付给|支付)"
)
USED_FOR = regex.compile(r"[,，](?:全部|专项|主要|统筹|均)?用于")
# 1200万元，是本年用于临时救助的全部到位资金
IS_TOLD = regex.compile(r"[,，](?:就?是|即为|系|为)(?=[本全今当我])")
# 1021.6万元是2015年各级到位的资金总数
REACH_OF_IS = 8
BREAK = regex.compile(r"[,，;。()]")


class View:
    """A sentence with its marks, seen from its figures; `places` are the places that it names."""

    def __init__(self, sentence: Sentence, marks: Mapping[int, Mark], places: tuple[PlaceWord, ...]) -> None:
        self.sentence = sentence
        self.marks = marks
        self.places = places
        self._used: dict[int, int] = {}

    def figure(self, index: int) -> Figure:
        """Return a figure by its index."""
        return self.sentence.figures[index]

    def mark(self, index: int) -> Mark:
        """Return the mark of a figure, an empty one where nothing is marked."""
        return self.marks.get(index, Mark())

    def gap_start(self, index: int) -> int:
        """Return where the words before a figure begin: behind the figure before and its noun."""
        if not index:
            return 0
        return max(self.figure(index - 1).end, self._used.get(index - 1, 0))

    def near_start(self, index: int) -> int:
        """Return where those of the figure's own clause begin."""
        return max(self.gap_start(index), self.sentence.clause_start(self.figure(index).start))

    def gap_text(self, index: int) -> str:
        """Return the characters between the figure before and this one."""
        return self.sentence.text[self.gap_start(index) : self.figure(index).start]

    def near_text(self, index: int) -> str:
        """Return the characters of the clause before a figure."""
        return self.sentence.text[self.near_start(index) : self.figure(index).start]

    def gap(self, index: int, *categories: Category) -> list[Token]:
        """Return the words between the figure before and this one."""
        return self.sentence.within(self.gap_start(index), self.figure(index).start, *categories)

    def near(self, index: int, *categories: Category) -> list[Token]:
        """Return the words of the gap that stand in the figure's own clause."""
        return self.sentence.within(self.near_start(index), self.figure(index).start, *categories)

    def before(self, index: int, *categories: Category) -> list[Token]:
        """Return the words of the sentence before a figure."""
        return self.sentence.within(0, self.figure(index).start, *categories)

    def behind_text(self, index: int) -> str:
        """Return the characters behind a figure up to the next figure, comma or pause mark."""
        figure = self.figure(index)
        later = self.figure(index + 1).start if index + 1 < len(self.sentence.figures) else len(self.sentence.text)
        end = min(later, self.sentence.clause_end(figure.end))
        used = USED_FOR.match(self.sentence.text, figure.end)
        if used and figure.quantity.kind == "money":
            return self.sentence.text[figure.end : min(later, self.sentence.clause_end(used.end()))]
        pause = self.sentence.text.find("、", figure.end, end)
        return self.sentence.text[figure.end : pause if pause >= 0 else end]

    def behind(self, index: int, reach: int = NOUN_REACH) -> list[Token]:
        """Return the words right behind a figure: a noun that it counts, or what a verb gives it to."""
        text, start = self.behind_text(index), self.figure(index).end
        verb = VERB_BEHIND.match(text)
        far = REACH_OF_IS if verb and verb.group().endswith("是") else 2
        limit = start + (verb.end() + reach + far if verb else reach)
        tokens = self.sentence.within(start, start + len(text))
        first = next((t for t in tokens if t.start <= limit), None)
        if first is None:
            return []
        run = [first]
        for token in tokens[tokens.index(first) + 1 :]:
            if token.start - run[-1].end > 1:
                break
            run.append(token)
        return run

    def rest_of_clause(self, index: int, *categories: Category) -> list[Token]:
        """Return the words between a figure and the end of its clause or the next figure."""
        start = self.figure(index).end
        later = self.figure(index + 1).start if index + 1 < len(self.sentence.figures) else len(self.sentence.text)
        return self.sentence.within(start, min(later, self.sentence.clause_end(start)), *categories)

    def told(self, index: int) -> list[Token]:
        """Return the words of the clause that says what the figure before it is (1200万元，是本年到位资金)."""
        found = IS_TOLD.match(self.sentence.text, self.figure(index).end)
        if not found:
            return []
        later = self.figure(index + 1).start if index + 1 < len(self.sentence.figures) else len(self.sentence.text)
        return self.sentence.within(found.end(), min(later, self.sentence.clause_end(found.end())))

    def use(self, index: int, until: int) -> None:
        """Note that the words behind a figure up to a place are its own."""
        self._used[index] = until

    def last_of_pair(self, index: int) -> int:
        """Return the index of the persons right behind households, else the figure's own (1036户3118人新纳入)."""
        following = index + 1
        paired = following < len(self.sentence.figures) and self.mark(following).like == index
        return following if paired and not self.gap_text(following).strip("、/和") else index

    def joined(self, index: int) -> bool:
        """Tell whether a figure goes on with the one before: no comma, semicolon or bracket between."""
        return index > 0 and not BREAK.search(self.sentence.text[self.figure(index - 1).end : self.figure(index).start])

    def same_member(self, index: int) -> bool:
        """Tell whether no semicolon stands between a figure and the one before."""
        return index > 0 and ";" not in self.sentence.text[self.figure(index - 1).end : self.figure(index).start]

    def values_of(self, dimension: str, start: int = 0, end: int | None = None) -> set[str]:
        """Return the groups of one dimension that a stretch names, by their own words or a programme's."""
        until = len(self.sentence.text) if end is None else end
        named = {t.name for t in self.sentence.within(start, until, "group")}
        for token in self.sentence.within(start, until, "programme"):
            named |= set(programme(token.name).sets)
        return {n for n in named if group(n).dimension == dimension}

    def delimited(self, first: Token, second: Token) -> bool:
        """Tell whether anything but letters stands between two words."""
        return bool(regex.search(r"[^\p{Han}“”]|[和与及]", self.sentence.text[first.end : second.start]))
