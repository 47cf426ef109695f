"""Web pages: the article alone, broken into lines as a browser does, with the page's particulars as hints."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import NoText
from pipeline.loaders.html import load_html
from pipeline.model import Document

PROSE = "全县农村低保对象418户702人，全年发放低保金96.5万元，社会化发放率100%，群众反映良好。"
FOOTER = "<div class=footer>主办：某县人民政府 某ICP备00000000号</div>"


def load(source: str, coding: str = "utf-8") -> Document:
    return load_html(source.encode(coding))


def in_article(inner: str) -> Document:
    return load(f"<div class=nav><a>首页</a></div><div id=zoom>{inner}<p>{PROSE}</p></div>{FOOTER}")


def blocks(document: Document) -> list[str]:
    return [document.text_of(b) for b in document.blocks]


def hints(document: Document) -> list[tuple[str, str]]:
    return [(h.label, h.value) for h in document.hints]


LINES = [
    ("<p>低<b>保</b><span>对象</span></p>", ["低保对象"]),
    ("<p>低保\n  对象</p>", ["低保对象"]),
    ("<p>有12\n户 3人</p>", ["有12户 3人"]),
    ("<p>two\nwords</p>", ["two words"]),
    ("<p>&nbsp;&nbsp;　　一、情况　</p>", ["一、情况"]),
    ("甲<br>乙<br/><br>丙", ["甲", "乙", "丙"]),
    ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
    ("<table><tr><td>甲<br>乙</td></tr></table>", ["甲", "乙"]),
    ("<ol start=3><li><p>甲</p><p>乙</p></li><li>丙</li></ol>", ["3.甲", "乙", "4.丙"]),
    ("<pre>一、情况\n二、问题</pre>", ["一、情况", "二、问题"]),
    ("<div>　　甲。\n　　乙。</div>", ["甲。", "乙。"]),
    ("<p>〔２０２１〕１号　臺賬</p>", ["〔２０２１〕１号　臺賬"]),
    ("<p>甲<o:p></o:p>乙<!-- 丙 --></p><p>\u200b</p>", ["甲乙"]),
]


@pytest.mark.parametrize(("inner", "expected"), LINES)
def test_lines_break_as_in_a_browser(inner: str, expected: list[str]) -> None:
    assert blocks(in_article(inner)) == [*expected, PROSE]


HIDDEN = [
    "<p style='display: none'>暗</p>",
    "<p style='visibility:hidden'>暗</p>",
    "<span style='font-size:0px'>暗</span>",
    "<p hidden>暗</p>",
    "<input type=hidden value=暗><textarea>暗</textarea><select><option>暗</select>",
    "<script>暗</script><style>暗{}</style><noscript>暗</noscript><template>暗</template>",
    "<font color='#FFFFFF'>暗</font>",
    "<span style='color: white'>暗</span>",
    "<style>.x{display:none}</style><p class='x y'>暗</p>",
]


@pytest.mark.parametrize("inner", HIDDEN)
def test_hidden_text_is_left_out(inner: str) -> None:
    assert blocks(in_article(inner)) == [PROSE]


SHOWN = [
    "<table border=1 bgcolor=red><tr><td><font color=white>明</font><td>1<tr><td>2<td>3</table>",
    "<style>@media print{.x{display:none}}</style><p class=x>明</p>",
    "<style>.x{display:none}.x.on{display:block}</style><p class='x on'>明</p>",
    "<p style='font-size:0.9em'>明</p>",
    "<div style='background:#c00'><span style='color:#fff'>明</span></div>",
]


@pytest.mark.parametrize("inner", SHOWN)
def test_visible_text_stays(inner: str) -> None:
    assert "明" in in_article(inner).text


FORMATS = [
    ("<h2>一、情况</h2>", "heading", 2, None, False),
    ("<p align=center>表1</p>", "paragraph", None, "center", False),
    ("<center>表1</center>", "paragraph", None, "center", False),
    ("<div style='text-align: right'><span>某局</span></div>", "paragraph", None, "right", False),
    ("<p><strong>一、</strong><b>情况</b></p>", "paragraph", None, None, True),
    ("<p style='font-weight:700'>一、情况</p>", "paragraph", None, None, True),
    ("<p><b>一、情况。</b>全县</p>", "paragraph", None, None, False),
]


@pytest.mark.parametrize(("inner", "kind", "level", "align", "bold"), FORMATS)
def test_format_is_kept(inner: str, kind: str, level: int | None, align: str | None, bold: bool) -> None:
    block = in_article(inner).blocks[0]
    assert (block.kind, block.level, block.align, block.bold) == (kind, level, align, bold)


def test_a_page_that_is_centred_says_nothing_of_its_lines() -> None:
    document = load(f"<div align=center><h1>某县低保自评报告</h1><div>{f'<p>{PROSE}</p>' * 3}</div></div>")
    assert [b.align for b in document.blocks[1:]] == [None] * 3


def test_merged_cells_keep_their_place() -> None:
    table = (
        in_article(
            "<table border=1><tr><td rowspan=2>产出<br>（50分）</td><td colspan=2>数量</td></tr>"
            "<tr><td>12人</td><td></td></tr><tr><td>年<br>度<br>目<br>标</td><td>甲</td><td>乙</td></tr></table>"
        )
        .blocks[0]
        .table
    )
    assert table is not None
    assert (table.rows, table.columns) == (3, 3)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "产出\n（50分）"),
        (0, 1, 1, 2, "数量"),
        (1, 1, 1, 1, "12人"),
        (1, 2, 1, 1, ""),
        (2, 0, 1, 1, "年度目标"),
        (2, 1, 1, 1, "甲"),
        (2, 2, 1, 1, "乙"),
    ]


@pytest.mark.parametrize("spans", ["rowspan=99999 colspan=99999", "rowspan=0", "colspan=x rowspan=-1"])
def test_wrong_spans_do_no_harm(spans: str) -> None:
    document = in_article(f"<table border=1><tr><td {spans}>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>")
    assert all(word in document.text for word in "甲乙丙")


GRID = "<tr><td>项目</td><td>金额</td></tr><tr><td>低保</td><td>12</td></tr>"
TABLES = [
    (f"<table border=1>{GRID}</table>", ["table"]),
    (f"<table class=biao>{GRID}</table>", ["table"]),
    (f"<table border=1><tr><td><p>{PROSE}</p><p>某县民政局</p></td></tr></table>", ["paragraph"] * 2),
    (f"<table><tr><td>目录</td><td><p>{PROSE}</p><p>{PROSE}</p><p>某局</p></td></tr></table>", ["paragraph"] * 4),
    (f"<table><tr><td><table border=1>{GRID}</table></td></tr></table>", ["table"]),
    (
        f"<table border=1><tr><td>甲<table border=1>{GRID}</table></td><td>乙</td></tr>{GRID}</table>",
        ["table", "table"],
    ),
    ("<table border=1><tr><td></td><td> </td></tr></table>", []),
]


@pytest.mark.parametrize(("table", "kinds"), TABLES)
def test_tables_of_data_are_told_from_layout(table: str, kinds: list[str]) -> None:
    assert [b.kind for b in in_article(table).blocks] == [*kinds, "paragraph"]


ARTICLE = f"<p>{PROSE}</p>" * 3
SIDE = "<p>2022年四季度外县低保对象5555人，发放资金777万元。</p>"
TABLE = f"<table border=1>{GRID}</table>"
PAGES = [
    f"<div class=TRS_Editor>{ARTICLE}{TABLE}<p>某县民政局</p></div><aside>{SIDE}</aside>",
    f"<div class=TRS_Editor>{ARTICLE}</div><div>{TABLE}</div><div>某县民政局</div><div class=related>{SIDE}</div>",
    f"<div class=TRS_Editor>{ARTICLE}</div><div class=TRS_Editor>{TABLE}<p>某县民政局</p></div>",
    f"<div class=unknown><p>来源：县民政局 浏览次数：5</p>{ARTICLE}{TABLE}"
    "<p>某县民政局</p><p>上一篇：外县低保对象5555人</p></div>",
    f"<p>来源：县民政局</p>{ARTICLE}{TABLE}<p>某县民政局</p><hr>相关链接：<a href=x>外县777</a>",
    f"<table width=980><tr><td>栏目<table><tr><td><a>外县777</a></td></tr></table></td><td>"
    f"<table><tr><td align=center>作者：办公室　点击数：3</td></tr><tr><td>{PROSE}<br>{PROSE}<br>{PROSE}{TABLE}"
    f"<div align=right>某县民政局</div></td></tr></table></td></tr></table>",
]


@pytest.mark.parametrize("rest", PAGES, ids=["named", "beside", "two", "unnamed", "body", "layout"])
def test_the_article_alone_is_read(rest: str) -> None:
    page = (
        "<title>某县2022年低保自评报告_某县政府</title><div class=top><a>首页</a> | <a>公开</a></div>"
        f"<p>当前位置：首页 &gt; 公开</p><h1>某县2022年低保自评报告</h1>{rest}{FOOTER}"
    )
    document = load(page)
    assert blocks(document) == ["某县2022年低保自评报告", PROSE, PROSE, PROSE, "项目\t金额\n低保\t12", "某县民政局"]


def test_a_title_inside_the_article_is_not_repeated() -> None:
    title = "<p align=center>某县低保资金</p><p align=center>绩效自评报告</p>"
    document = load(f"<h1>某县低保资金绩效自评报告</h1><div id=zoom>{title}{ARTICLE}</div>")
    assert blocks(document)[:3] == ["某县低保资金", "绩效自评报告", PROSE]
    assert ("title", "某县低保资金绩效自评报告") in hints(document)


REPORT_LINES = [
    "（三）经验分享",
    "三是加强技术支持",
    "相关政策落实情况",
    "时效指标：按时发放",
    "4.档案打印室建设",
    "附件：自评表",
    "主管部门：县民政局",
]


@pytest.mark.parametrize("line", REPORT_LINES)
@pytest.mark.parametrize("box", ["id=zoom", "class=unknown"])
def test_lines_of_the_report_are_not_taken_for_the_site(line: str, box: str) -> None:
    page = f"<h1>某县低保自评报告</h1><div {box}>{ARTICLE}<p>{line}</p>{ARTICLE}</div>{FOOTER}"
    assert line in blocks(load(page))


PARTICULARS = [
    (
        "<p>信息来源: 市民政局发布时间:2022-01-04 14:41 浏览次数:</p>",
        [("信息来源", "市民政局"), ("发布时间", "2022-01-04 14:41")],
    ),
    (
        "<div><span>发布时间：2020年4月7日</span>\n<span>来源：县民政局</span>\n<span>字号：[ <a>大</a> ]</span></div>",
        [("发布时间", "2020年4月7日"), ("来源", "县民政局")],
    ),
    (
        "<p>2022-02-08 09:12　来源：县民政局　作者：救助股</p>",
        [("发布时间", "2022-02-08 09:12"), ("来源", "县民政局"), ("作者", "救助股")],
    ),
    (
        "<table><tr><td>索 引 号：</td><td>AB/2020-17</td><td>发布机构：</td><td>县民政局</td></tr></table>",
        [("索引号", "AB/2020-17"), ("发布机构", "县民政局")],
    ),
    ("<p>来源：县民政局 2020-01-02</p>", [("发布时间", "2020-01-02"), ("来源", "县民政局")]),
    ("<ul><li>文　　号：<b>某民〔2020〕3号</b></li></ul>", [("文号", "某民〔2020〕3号")]),
    ("<dl><dt>成文日期</dt><dd>2020-03-03</dd></dl>", [("成文日期", "2020-03-03")]),
]


@pytest.mark.parametrize(("line", "expected"), PARTICULARS)
def test_particulars_of_the_page_are_hints(line: str, expected: list[tuple[str, str]]) -> None:
    document = load(f"<h1>某县低保自评报告</h1>{line}<div id=zoom>{ARTICLE}</div>")
    assert hints(document) == [("title", "某县低保自评报告"), *expected]
    assert blocks(document) == ["某县低保自评报告", PROSE, PROSE, PROSE]


def test_particulars_inside_the_article_stay_text_too() -> None:
    document = in_article("<p>发布机构：县民政局 成文日期：2020-03-03</p>")
    assert hints(document) == [("发布机构", "县民政局"), ("成文日期", "2020-03-03")]
    assert blocks(document)[0] == "发布机构：县民政局 成文日期：2020-03-03"


def test_meta_elements_are_hints() -> None:
    stated = {"ArticleTitle": "自评报告", "PubDate": "2020-01-02", "ContentSource": "县局"}
    metas = "".join(f"<meta name={name} content={value}>" for name, value in stated.items())
    document = load(f"<head><title>自评_某县</title>{metas}</head><div id=zoom>{ARTICLE}</div>")
    assert hints(document) == [
        ("title", "自评报告"),
        ("发布时间", "2020-01-02"),
        ("信息来源", "县局"),
        ("title", "自评_某县"),
    ]


ATTACHMENTS = [
    ("<a href='/u/a.pdf'>自评报告.pdf</a>", "自评报告.pdf"),
    ("<a href='/u/%E8%A1%A8.docx?x=1'>点击下载</a>", "表.docx"),
    ("<a href='down.jsp?id=3'>附件1：自评表.xls</a>", "附件1：自评表.xls"),
    ("<a href='x.rar' title='佐证.rar'>下载</a>", "佐证.rar"),
]


@pytest.mark.parametrize(("link", "name"), ATTACHMENTS)
def test_linked_files_are_attachments(link: str, name: str) -> None:
    assert in_article(f"<p>{link}</p><img src=a.png><a href=b.png>图</a>").attachment_names == (name,)


def test_a_page_that_only_links_its_report_is_kept_with_a_warning() -> None:
    document = load("<h1>某县低保自评报告</h1><div id=zoom><p><a href=a.pdf>点击下载</a></p></div>" + FOOTER)
    assert document.attachment_names == ("a.pdf",)
    assert document.warnings


@pytest.mark.parametrize(
    "source",
    ["", "<html></html>", FOOTER, "<ul class=nav><li><a href=1>首页</a></ul>", "<frameset><frame src=x></frameset>"],
)
def test_a_page_without_article_raises(source: str) -> None:
    with pytest.raises(NoText):
        load(source)


def test_a_wrongly_declared_charset_does_no_harm() -> None:
    document = load(f"<meta charset=utf-8><div id=zoom>{ARTICLE}</div>", "gbk")
    assert blocks(document) == [PROSE] * 3


def test_an_unclosed_head_does_not_swallow_the_page() -> None:
    document = load(f"<head><title>自评</titl><style>p{{}}</styl></head><body><div id=zoom>{ARTICLE}</div></body>")
    assert blocks(document) == [PROSE] * 3
    assert document.warnings


@pytest.mark.parametrize("nest", ["<div>", "<b>", "<table border=1><tr><td>", "<ul><li>"])
def test_deep_nesting_is_read(nest: str) -> None:
    assert PROSE in load("<body>" + nest * 3000 + PROSE).text


MARKUP = [
    "<p>",
    "</p>",
    "<br>",
    "<b>",
    "</b>",
    "<table border=1>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<div>",
    " ",
    "\n",
]


@given(st.lists(st.sampled_from([*MARKUP, "低", "保", "12", "人。"]), max_size=40))
def test_no_character_of_an_article_is_lost_or_moved(parts: list[str]) -> None:
    document = load(f"<div id=zoom>{''.join(parts)}<p>{PROSE}</p></div>")
    printed = [c for c in "".join(p for p in parts if not p.startswith("<")) if not c.isspace()]
    shown = [c for c in document.text if not c.isspace()]
    assert sorted([*printed, *PROSE]) == sorted(shown)
    for block in document.tables():
        assert block.table is not None
        assert all(c.span.of(document.text) == c.text for c in block.table.cells)


HOSTILE = Path(os.environ.get("ZIPING_ROBUSTNESS", "corpus/robustness")) / "html-encodings"


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the collected oddly coded pages are not here (ZIPING_ROBUSTNESS)")
def test_hostile_pages_are_read_or_refused() -> None:
    read = 0
    for file in sorted(HOSTILE.iterdir()):
        try:
            read += bool(load_html(file.read_bytes()).text)
        except NoText:
            continue
    assert read > 20
