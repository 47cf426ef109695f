"""Look-alikes that PDF producers put into the text layer in place of ordinary Chinese characters.

A font often gives one glyph to a radical and to the character that looks like it. A producer that
goes from glyphs back to characters may pick the radical (⼀ U+2F00 for 一 U+4E00), a compatibility
ideograph, or the upright form of a bracket. What is printed is the ordinary character, so each is
mapped one to one (https://www.unicode.org/Public/UCD/latest/ucd/EquivalentUnifiedIdeograph.txt).

>>> ordinary("⼀⼈⻓")
'一人长'
"""

from __future__ import annotations

import unicodedata

# Blocks whose characters have one ordinary character as their compatibility decomposition.
KANGXI_RADICALS = range(0x2F00, 0x2FD6)
COMPATIBILITY_IDEOGRAPHS = range(0xF900, 0xFB00)
COMPATIBILITY_SUPPLEMENT = range(0x2F800, 0x2FA20)

# The radicals supplement has no decompositions; these are the ones with an ordinary character of the same shape.
SUPPLEMENT_RADICALS = dict(
    zip(
        "⺁⺎⺒⺓⺛⺝⺟⺠⺣⺫⺬⺮⺯⺰⺹⺼⻁⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻐⻑⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂兀巳幺旡月母民灬目礻竹糹纟耂月虎覀西见角角讠贝足车辶辶辶钅長长门阝青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
# Brackets and stops as vertical setting draws them, which text layers also use in horizontal lines.
UPRIGHT_FORMS = dict(
    zip(
        "︐︑︒︓︔︕︖︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
        "，、。：；！？（）｛｝〔〕【】《》〈〉「」『』",
        strict=True,
    )
)


def _decomposed() -> dict[int, str]:
    blocks = (*KANGXI_RADICALS, *COMPATIBILITY_IDEOGRAPHS, *COMPATIBILITY_SUPPLEMENT)
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for code in blocks)
    return {code: plain for code, plain in pairs if len(plain) == 1 and plain != chr(code) and plain >= "㐀"}


# Soft hyphen and U+0002 are what text layers hold for a hyphen printed at the end of a line.
ORDINARY: dict[int, str] = (
    _decomposed() | {ord(k): v for k, v in (SUPPLEMENT_RADICALS | UPRIGHT_FORMS).items()} | {0xAD: "-", 0x02: "-"}
)


def ordinary(text: str) -> str:
    """Return the text with look-alikes replaced one to one; everything else stays as it is."""
    return text.translate(ORDINARY)
