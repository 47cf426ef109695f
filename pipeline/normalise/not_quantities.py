"""Numbers that are no quantities: document numbers, dates, ages, telephone numbers, ordinals, ratios.

All patterns expect folded text.

>>> [m.group() for m in NOT_QUANTITIES.finditer("民发[2021]21号,自7月1日起,80周岁以上,电话0312-6800000")]
['[2021]21号', '7月1日', '80周岁', '0312-6800000']
"""

from __future__ import annotations

import regex

YEAR = r"(?:19|20)\d\d"
MONTH_WORD = r"月(?:份|底|末|初|中旬|上旬|下旬)?"
# 民发[2021]21号, 平民发2020[71]号, 国务院令第649号, 第42、43号
DOCUMENT_NUMBER = (
    rf"[\[(]{YEAR}[\])]?\s*第?\s*\d*\s*号|(?<=[\u4e00-\u9fff]){YEAR}\[\d+\]号|第?\d+(?:-\d+)?号(?:令|文|线)?"
)
# 2021年12月31日, 2021-12-31, 7月1日, 1-12月, 12月份
DATE = (
    rf"{YEAR}年(?:度)?(?:\d{{1,2}}月(?:份)?(?:\d{{1,2}}日?)?)?|{YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}"
    rf"|(?<!\d)\d{{1,2}}月(?:份)?\d{{1,2}}日|(?<![\d.])\d{{1,2}}[-—~至、]\d{{1,2}}月(?:份)?"
    rf"|(?<![\d.])\d{{1,2}}{MONTH_WORD}(?=[\u4e00-\u9fff，,、])|\d{{1,2}}:\d\d(?::\d\d)?"
)
AGE = r"\d+(?:[-—~至到]\d+)?(?:周岁|岁)"
TELEPHONE = (
    r"(?<!\d)0\d{2,3}-?[\dxX*]{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?<!\d)12345(?=[^\d人户元,，.])|\d{3,}[-xX*]{3,}\d*"
)
ORDINAL = r"[前后]\d{1,2}位|第[\d零一二三四五六七八九十百]+[-\d]*"
# 1:0.4:0.6, 8+1+3
RATIO = r"(?<!\d)\d+(?:\.\d+)?(?:[:+]\d+(?:\.\d+)?)+(?![\d元])"
PERCENT = r"\d+(?:\.\d+)?%"
COST_SHARING = rf"按(?:照)?(?:{PERCENT}[、和:])+{PERCENT}(?:的)?(?:比例)?(?:分担|承担|负担|配套)"
STATUTE = r"(?:\d+|[一二三四五六七八九十]+)[条款项](?=规定)"
# QQ12345678, account numbers and other long runs that no unit follows
IDENTIFIER = r"[A-Za-z]{2,}\d[\w-]*|\d{9,}(?![.\d]*[万亿元人户%])"

NOT_QUANTITIES = regex.compile(
    "|".join([DOCUMENT_NUMBER, DATE, AGE, TELEPHONE, ORDINAL, RATIO, COST_SHARING, STATUTE, IDENTIFIER])
)
