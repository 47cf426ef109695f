"""The rules across documents, from rows of the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.audit.across import contradiction_across, hierarchy, jump, outlier, reused_text
from pipeline.audit.across.rules import audit_dataset
from pipeline.codebook import INDICATORS
from pipeline.dataset.tables import CheckRow, DocumentRow, FindingRow, ObservationRow, Rows, TextRow
from pipeline.resolve import resolve


def document(doc_id: str, **changes: object) -> DocumentRow:
    row = DocumentRow(
        doc_id=doc_id, path=f"{doc_id}.html", sha256="", bytes=1, format="html", status="ok",
        adcode="350524", year=2020, programme="assistance", county="安溪县", region="安溪县",
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def said(doc_id: str, value: float, indicator: str = "tekun.persons", **changes: object) -> ObservationRow:
    programme, _, measure = indicator.partition(".")
    row = ObservationRow(
        doc_id=doc_id, adcode="350524", adcode_latest="350524", province="福建省", prefecture="泉州市", county="安溪县",
        region="安溪县", level="county", year=2020, report_year=2020, programme=programme, measure=measure,
        indicator=indicator, value=value, unit=INDICATORS[indicator].unit, value_stated=f"{value:g}", unit_stated="人",
        target=None, target_comparator=None, comparator="=", basis="unspecified", scope="whole", low=value, high=value,
        suggested_value=None, value_before=None, effective_from=None, mention_id=f"{doc_id}:0:1:", quote="",
        mentions=1, conflict=False, ocr=False, confidence=0.95,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def rows(*observations: ObservationRow, **changes: object) -> Rows:
    """Return the rows of a run that read these observations, one document for each doc_id."""
    documents = tuple(document(d) for d in dict.fromkeys(o.doc_id for o in observations))
    given = Rows(documents=documents, observations=observations)
    return replace(given, indicators=resolve(given), **changes)  # type: ignore[arg-type]


def found(check: Callable[..., object], given: Rows) -> list[tuple[float | None, float | None]]:
    """Return the numbers of what a rule finds."""
    results = check(given, {})
    return [(r.finding.stated, r.finding.computed) for r in results if r.finding]  # type: ignore[attr-defined]


ACROSS = [
    ("another value", {}, [(1583, 1538)]),
    ("rounded", {"low": 1530.0, "high": 1600.0}, []),
    ("another basis", {"basis": "monthly_average"}, []),
    ("not surely read", {"confidence": 0.6}, []),
    ("another year", {"year": 2019}, []),
]


@pytest.mark.parametrize(("why", "changes", "expected"), ACROSS, ids=[c[0] for c in ACROSS])
def test_contradiction_across(why: str, changes: dict[str, object], expected: list[tuple[float, float]]) -> None:
    """`a` is the report that counts; `b` looks back from a later year."""
    basis = "year_end" if "basis" in changes else "unspecified"
    given = rows(said("a", 1538, basis=basis), said("b", 1583, report_year=2021, **changes))
    assert found(contradiction_across.check, given) == expected


def test_surveys_of_two_reports_differ_rightly() -> None:
    given = rows(said("a", 98, "tekun.satisfaction"), said("b", 95, "tekun.satisfaction"))
    assert [r.check.result for r in contradiction_across.check(given, {})] == ["not_applicable"]


JUMPS = [
    ("a digit too many", "vagrants.spending", 286_000, 3_120_000, True),
    ("growth", "vagrants.spending", 286_000, 338_000, False),
    ("small numbers", "orphans.persons", 2, 11, False),
    ("a standard doubled", "urban_dibao.standard", 620, 1240, True),
    ("a standard raised", "urban_dibao.standard", 620, 680, False),
    ("a rate", "dibao.execution_rate", 20, 99, False),
]


@pytest.mark.parametrize(("why", "indicator", "before", "now", "jumps"), JUMPS, ids=[c[0] for c in JUMPS])
def test_jump(why: str, indicator: str, before: float, now: float, jumps: bool) -> None:
    given = rows(said("a", before, indicator, year=2019), said("b", now, indicator))
    assert found(jump.check, given) == ([(now, before)] if jumps else [])


def test_where_all_peers_jump_none_does() -> None:
    """A price subsidy was paid in one of two years: nine counties show it."""
    pairs = []
    for i in range(9):
        code = f"3505{i + 21}"
        pairs += [
            said(f"a{i}", 10_000 + i, "price_subsidy.person_times", year=2019, adcode=code),
            said(f"b{i}", 90_000 + 100 * i, "price_subsidy.person_times", adcode=code),
        ]
    assert found(jump.check, rows(*pairs)) == []
    pairs[-1] = replace(pairs[-1], value=9_000_000.0)
    assert found(jump.check, rows(*pairs)) == [(9_000_000, 10_008)]


def test_outlier() -> None:
    lines = [said(f"d{i}", 600 + i, "urban_dibao.standard", adcode=f"3505{i + 21}") for i in range(8)]
    far = said("z", 6480, "urban_dibao.standard", adcode="350599")
    assert found(outlier.check, rows(*lines, far)) == [(6480, pytest.approx(603.5, rel=1e-3))]
    assert found(outlier.check, rows(*lines[:5], far)) == []


def counties(*values: float, **changes: object) -> list[ObservationRow]:
    return [said(f"c{i}", v, adcode=f"3505{i + 21}", **changes) for i, v in enumerate(values)]


@pytest.mark.parametrize(
    ("own", "parts", "expected"),
    [(300, (100, 150), []), (240, (100, 150), [(240, 250)]), (250, (100, 150), []), (90, (100,), [])],
)
def test_hierarchy(own: float, parts: tuple[float, ...], expected: list[tuple[float, float]]) -> None:
    whole = said("p", own, adcode="350500", level="prefecture")
    assert found(hierarchy.check, rows(whole, *counties(*parts))) == expected


WRITING = (
    "按照上级要求，我县对困难群众救助资金开展绩效自评，成立由分管领导任组长的工作小组，逐项核对资料，"
    "实地走访乡镇和敬老院，听取群众意见，形成本报告。全年坚持应保尽保、应退尽退，动态管理低保对象，"
    "通过银行代发按月足额发放，未发现截留挪用。特困人员逐人签订照料协议，定期评估自理能力，机构运转平稳。"
    "临时救助简化程序，乡镇备用金全覆盖，急难情形先行救助。孤儿和事实无人抚养儿童逐户登记，补贴按时到账。"
) * 2
OTHER = (
    "今年工作重点放在信息化建设上，核对平台接入了不动产、车辆、社保等十余类数据，审核时间明显缩短。"
    "财政部门将资金纳入专户，按季度拨付，审计未提出问题。各镇街设立窗口，首问负责，限时办结，"
    "对边缘家庭建立台账，主动发现，分层救助。下一步将完善激励机制，引入社会组织提供陪护服务，扩大政策宣传。"
) * 3


def written(one: str, other: str) -> Rows:
    documents = (document("a"), document("b", adcode="350525", county="永春县", region="永春县"))
    texts = (TextRow(doc_id="a", text=one), TextRow(doc_id="b", text=other))
    return Rows(documents=documents, texts=texts)


REUSED = [
    ("the other's name is left", WRITING, WRITING + "欢迎登录安溪县政府网站。", ["b"]),
    (
        "two telling figures are left",
        WRITING + "新增对象327人，共有1157名对象。",
        WRITING + "新增对象327人，共有1157名对象。",
        ["b"],
    ),
    ("a common form", WRITING, WRITING, []),
    ("other words with the other's name", WRITING, OTHER + "学习安溪县经验。", []),
]


@pytest.mark.parametrize(("why", "one", "other", "blamed"), REUSED, ids=[c[0] for c in REUSED])
def test_reused_text(why: str, one: str, other: str, blamed: list[str]) -> None:
    results = list(reused_text.check(written(one, other), {}))
    assert [r.finding.doc_id for r in results if r.finding] == blamed


def test_the_audit_of_all_replaces_its_own_findings_and_keeps_the_others() -> None:
    kept = FindingRow(
        finding_id="x", rule="ratio", severity="error", doc_id="a", adcode=None, year=None, subject="", stated=1.0,
        computed=2.0, difference=-1.0, tolerance=None, suggestion=None, message_zh="", message_en="",
    )  # fmt: skip
    stale = replace(kept, finding_id="y", rule="jump")
    check = CheckRow(rule="ratio", doc_id="a", subject="", result="fail", finding_id="x")
    given = rows(said("a", 1538), said("b", 1583, report_year=2021), findings=(kept, stale), checks=(check,))
    audited = audit_dataset(given)
    assert [f.rule for f in audited.findings] == ["ratio", "contradiction_across"]
    assert audit_dataset(audited).findings == audited.findings
    assert check in audited.checks


def test_the_order_of_rows_changes_nothing() -> None:
    whole = said("p", 240, adcode="350500", level="prefecture")
    given = [whole, *counties(100, 150), said("z", 99, adcode="350521", report_year=2022)]
    forth, back = (audit_dataset(rows(*order)) for order in (given, given[::-1]))
    assert sorted(forth.findings, key=lambda f: f.finding_id) == sorted(back.findings, key=lambda f: f.finding_id)
    assert {f.rule for f in forth.findings} == {"hierarchy", "contradiction_across"}
