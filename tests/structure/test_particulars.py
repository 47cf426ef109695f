"""Who reports on what for which year; documents of a few invented lines about real places."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.builder import DocumentBuilder, SourceCell
from pipeline.model import Document, Outline, Particulars
from pipeline.structure.particulars import NO_SCORES, NO_YEAR, NoScores, read_particulars


def document(
    *lines: str, hints: Sequence[tuple[str, str]] = (), rows: Sequence[Sequence[str]] = (), align: bool = False
) -> Document:
    builder = DocumentBuilder("txt")
    for label, value in hints:
        builder.hint(label, value)
    for line in lines:
        builder.paragraph(line, align="center" if align else None)
    builder.table(SourceCell.of(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text)
    return builder.build()


def about(*lines: str, hints: Sequence[tuple[str, str]] = (), rows: Sequence[Sequence[str]] = ()) -> Particulars:
    return read_particulars(document(*lines, hints=hints, rows=rows), Outline(()), NO_SCORES)


FORM = (
    ("项目名称", "高龄津贴"),
    ("主管部门", "[305]望谟县民政局", "实施单位", "养老服务股"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "发放人数", "≥300人", "312人", "20", "20"),
)

REGIONS = [
    # from the title
    (about("望谟县2021年度临时救助资金绩效自评报告", "我县救助12人次。"), "522326"),
    (about("关于报送望谟县2021年度临时救助资金绩效自评情况的函", "我县救助12人次。"), "522326"),
    (about("望谟民政局2021年度低保资金绩效自评报告"), "522326"),
    (about("2021年困难群众救助资金绩效自评报告（望谟县）"), "522326"),
    (about("吉林省吉林市2021年度困难群众救助资金绩效自评报告", "全市保障9人。"), "220200"),
    (about("楚雄州2021年度困难群众救助资金绩效自评报告", "全州保障9人。"), "532300"),
    (about("山西省民政厅关于2020年度救助资金绩效自评的报告", "财政部、民政部：", "全省保障9人。"), "140000"),
    (about("密云区2014年度低保资金绩效自评报告", "我区保障9人。"), "110228"),
    (about("公主岭市2019年度低保资金绩效自评报告", "我市保障9人。"), "220381"),
    (about("望謨縣2021年度困難群眾救助資金績(jī)效自評報告", "全縣保障9人"), "522326"),
    # from the signature, the salutation being another region
    (
        about("2020年度城乡低保资金绩效自评报告", "自治区民政厅：", "我县保障9人。", "同心县民政局 同心县财政局"),
        "640324",
    ),
    (about("关于2020年度低保资金绩效自评的报告", "长治市民政局：", "我局自评如下。", "屯留区民政局"), "140405"),
    (about("自评报告", "根据《山西省民政厅关于自评的通知》，我县开展自评。", "右玉县民政局", "2021年3月2日"), "140623"),
    # from a form
    (about("项目支出绩效自评表", "（2021年度）", rows=FORM), "522326"),
    (about("绩效自评表", "填报单位（盖章）：望谟县民政局　填报日期：2022年2月6日", rows=FORM[2:]), "522326"),
    # from the page
    (about("2021年度临时救助资金绩效自评报告", "全县救助9人次。", hints=[("信息来源", "望谟县民政局")]), "522326"),
    # from the body alone
    (about("2020年度低保绩效自评报告", "我县山多。望谟县保障9人，望谟县财政拨付3万元，低于贵阳市标准。"), "522326"),
    (about("2020年度低保绩效自评报告", "玉林市民政局、玉林市财政局：", "我市保障9人，北流市辖9个镇。"), "450981"),
    # a county on the site of its city is not the city
    (about("2020年度低保绩效自评报告", "我县保障9人，全县走访3次。", hints=[("来源", "玉林市民政局")]), None),
    # names that the document does not decide
    (about("鼓楼区2020年度特困供养资金绩效自评报告", "我区供养9人。"), None),
    (about("鼓楼区2020年度特困供养资金绩效自评报告", "我区供养9人，徐州市级补助3万元。"), "320302"),
    (about("鼓楼区2020年度特困供养资金绩效自评报告", "我区按照闽财社指〔2020〕12号执行。"), "350102"),
    (about("某县2020年度低保资金绩效自评报告", "全县保障9人。"), None),
    (about("我局工作扎实。"), None),
]


@pytest.mark.parametrize(("read", "adcode"), REGIONS)
def test_region(read: Particulars, adcode: str | None) -> None:
    assert (read.region.adcode if read.region else None) == adcode
    assert (adcode is None) == any("region" in w or "name" in w for w in read.warnings)


@pytest.mark.parametrize(
    ("title", "name", "parent"),
    [
        ("合肥市高新区2021年度低保资金绩效自评报告", "高新区", "340100"),
        ("郑州航空港经济综合实验区2021年困难群众救助资金绩效自评报告", "郑州航空港经济综合实验区", "410100"),
        ("娄烦县静游镇人民政府2021年度低保资金绩效自评报告", "静游镇", "140123"),
    ],
)
def test_zones_and_towns_have_no_code_but_a_parent(title: str, name: str, parent: str) -> None:
    region = about(title).region
    assert region is not None
    assert (region.adcode, region.name, region.level, region.parent_adcode) == (None, name, "other", parent)


def test_an_institution_reports_for_its_county() -> None:
    region = about("娄烦县社会福利院2021年度项目支出绩效自评报告").region
    assert region is not None
    assert region.adcode == "140123"


def test_an_ambiguous_region_lists_its_candidates() -> None:
    (warning,) = about("鼓楼区2020年度特困供养资金绩效自评报告", "我区供养9人。").warnings
    assert "南京市鼓楼区(320106)" in warning
    assert "福州市鼓楼区(350102)" in warning


YEARS = [
    (about("望谟县2021年度低保绩效自评报告", "根据2022年通知，2020年结转3万元，2020年9人。"), (2021,)),
    (about("望谟县2019-2020年度低保绩效自评报告"), (2019, 2020)),
    (about("望谟县二〇二一年低保绩效自评报告"), (2021,)),
    (about("低保绩效自评表", "（2021年度）", rows=FORM), (2021,)),
    (about("低保绩效自评表", rows=(("评价年度", "2020"), *FORM)), (2020,)),
    (about("低保绩效自评报告", "项目起止时间：2017年1月至2017年12月", "县财政局：", "2018年7月开展自评。"), (2017,)),
    (
        about("低保绩效自评报告", "截至2020年12月底保障9人，比2019年多1人，2021年计划保障10人。", "2021年3月2日"),
        (2020,),
    ),
    (about("望谟县20xx年度低保绩效自评报告", "20xx年保障9人。"), ()),
    (about("望谟县关于望财绩〔2022〕3号文的自评报告", "全县保障9人。"), ()),
    (about("望谟县“十四五”低保绩效自评报告", "2021年共保障9人。", hints=[("发布时间", "2020-05-06")]), ()),
]


@pytest.mark.parametrize(("read", "years"), YEARS)
def test_years(read: Particulars, years: tuple[int, ...]) -> None:
    assert read.years == years
    assert read.year == (years[-1] if years else None)
    assert (not years) == (NO_YEAR in read.warnings)


TITLES = [
    (("望谟县2021年度农村低保", "资金绩效自评报告", "望谟县民政局"), "望谟县2021年度农村低保资金绩效自评报告"),
    (("望谟县民政局", "关于2021年度低保绩效自评的报告"), "望谟县民政局关于2021年度低保绩效自评的报告"),
    (("附件2", "项 目 支 出 绩 效 自 评 表", "（2021年度）"), "项 目 支 出 绩 效 自 评 表"),
    (("望谟县民政局文件", "望民发〔2022〕3号", "2021年度低保绩效自评报告"), "2021年度低保绩效自评报告"),
    (("娱乐平台2023下载", "望谟县2021年度低保绩效自评报告"), "望谟县2021年度低保绩效自评报告"),
    (("我县保障9人，按时足额发放到位。", "望谟县民政局"), None),
]


@pytest.mark.parametrize(("lines", "title"), TITLES)
def test_title(lines: tuple[str, ...], title: str | None) -> None:
    assert about(*lines).title == title


def test_the_title_of_the_page_is_the_last_resort() -> None:
    hints = [("title", "望谟县2021年度低保绩效自评报告_望谟县人民政府门户网站")]
    assert about("一、投入情况良好。", hints=hints).title == "望谟县2021年度低保绩效自评报告"


def test_the_title_of_a_sheet_stands_in_its_first_rows() -> None:
    assert about(rows=(("附件3",), ("项目支出绩效自评表",), ("（2021年度）",), *FORM)).title == "项目支出绩效自评表"


AGENCIES = [
    (about("自评报告", "我局自评如下。", "望谟县民政局", "2022年3月1日"), "望谟县民政局", date(2022, 3, 1)),
    (
        about("自评报告", "我局自评如下。", "望谟县民政局 望谟县财政局", "二〇二二年三月一日"),
        "望谟县民政局 望谟县财政局",
        date(2022, 3, 1),
    ),
    (about("自评报告", "我局办得更实。望谟县民政局2022年31日"), "望谟县民政局", date(2022, 3, 1)),
    (about("自评报告", "我局办得更实。望谟县民政局2022年3月1"), "望谟县民政局", date(2022, 3, 1)),
    (
        about("望谟县低保绩效自评报告", "望谟县民政局", "（2022年3月1日）", "一、概况", "全县保障9人。"),
        "望谟县民政局",
        date(2022, 3, 1),
    ),
    (
        about("绩效自评表", "填报单位：望谟县民政局　填报日期：2022年2月6日", rows=FORM[2:]),
        "望谟县民政局",
        date(2022, 2, 6),
    ),
    (about("绩效自评表", rows=FORM), "望谟县民政局", None),
    (about("自评报告", "全县9人。", hints=[("来源", "望谟县民政局")]), "望谟县民政局", None),
    (about("望谟县民政局2021年度低保绩效自评报告", "全县9人。"), "望谟县民政局", None),
    (about("自评报告", "全县9人。"), None, None),
]


@pytest.mark.parametrize(("read", "agency", "signed"), AGENCIES)
def test_agency_and_signature(read: Particulars, agency: str | None, signed: date | None) -> None:
    assert (read.agency, read.signed) == (agency, signed)


@pytest.mark.parametrize(
    ("read", "number"),
    [
        (about("望民发〔2022〕3号", "望谟县低保绩效自评报告"), "望民发〔2022〕3号"),
        (about("望谟县低保绩效自评报告", "按照望财绩〔2022〕9号文件，我局开展自评。"), None),
        (about("望谟县低保绩效自评报告", hints=[("文号", "望民〔2022〕5号")]), "望民〔2022〕5号"),
    ],
)
def test_only_the_reports_own_number(read: Particulars, number: str | None) -> None:
    assert read.document_number == number


def test_publication_is_not_the_signature() -> None:
    read = about("望谟县低保绩效自评报告", "望谟县民政局", "2022年3月1日", hints=[("发布时间", "2022-03-04 10:12")])
    assert (read.published, read.signed) == (date(2022, 3, 4), date(2022, 3, 1))


SCORED = tuple(f"{n}、第{n}项（10分，自评得9分）" for n in "一二三四五六")
KINDS = [
    (about("望谟县低保绩效自评报告", "全县保障9人，自评得分95分。"), "narrative", "self_assessment"),
    (about("望谟县低保绩效自评报告", *SCORED), "outline", "self_assessment"),
    (about("项目支出绩效自评表", rows=FORM), "form", "self_assessment"),
    (about("望谟县民政局2021年度部门整体支出绩效自评报告", *SCORED), "department", "self_assessment"),
    (about("望谟县2021年3月低保金发放公示", "本月发放9人。"), "disclosure", "disclosure"),
    (about("汕尾市2021年特困供养资金重点绩效评价报告", "本所组成评价组。"), "narrative", "external_evaluation"),
    (about("望谟县民政局2021年度部门决算", "收入9万元。"), "narrative", "accounts"),
]


@pytest.mark.parametrize(("read", "kind", "genre"), KINDS)
def test_kind_and_genre(read: Particulars, kind: str, genre: str) -> None:
    assert (read.kind, read.genre) == (kind, genre)


def test_scores_are_handed_on() -> None:
    scores = NoScores(self_score=95.5, max_score=100.0, grade="优")
    read = read_particulars(document("望谟县低保绩效自评报告"), Outline(()), scores)
    assert (read.self_score, read.max_score, read.grade, read.programme) == (95.5, 100.0, "优", None)


@given(st.lists(st.text("望谟县市民政局2021年度（）：。、月日自评报告〔〕号 关于", max_size=30), max_size=8))
def test_no_document_breaks_the_reading(lines: list[str]) -> None:
    read = about(*lines)
    assert read.year is None or read.year in read.years
