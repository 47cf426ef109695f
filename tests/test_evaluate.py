"""The measure of a dataset against gold, and the causes of errors."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dataset.folder import publish
from pipeline.dataset.tables import (
    DocumentRow,
    FindingRow,
    MentionRow,
    ObservationRow,
    Rows,
    ScoreRow,
    TextRow,
)
from pipeline.errors import OutputError, UsageError
from pipeline.evaluate.causes import EVERY_CAUSE, NOT_READ, MentionRead, given_because, missed_because
from pipeline.evaluate.gold import GoldFinding, GoldIndicator, GoldScore, Meta, read_gold
from pipeline.evaluate.matching import (
    Given,
    GivenFinding,
    GivenScore,
    close,
    label,
    match_findings,
    match_indicators,
    match_meta,
    match_scores,
)
from pipeline.evaluate.measure import evaluate
from pipeline.evaluate.text import as_dict, evaluation_lines
from pipeline.resolve import resolve

ROOT = Path(__file__).resolve().parent.parent
CONTRACT_MEASURE = ROOT.parent / "shared" / "contract" / "evaluate.py"
META = Meta(adcode="350524", year=2020, programme="rural_dibao", self_score=96.0, max_score=100.0, grade="优秀")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("（一）资金到位率（5分）", "资金到位率", True),
        ("1.1.2 资金到位率", "资金 到位率", True),
        ("第三部分 产出指标(50分)", "三、产出指标", True),
        ("★质量指标", "质量指标", True),
        ("资金到位率", "资金到位及时率", False),
        ("1", "2", False),
    ],
)
def test_labels_are_compared_without_numbering_and_scores(one: str, other: str, same: bool) -> None:
    assert (label(one) == label(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(None, None, True), (0.0, None, False), (0.0, 0.0, True), (1e6, 1e6 + 0.5, True), (1e6, 1e6 + 2, False)],
)
def test_values_match_within_a_millionth(one: float | None, other: float | None, same: bool) -> None:
    assert close(one, other) is same


def given(indicator: str, value: float, **changes: object) -> Given:
    row = Given(doc_id="a", indicator=indicator, value=value, year=2020, adcode="350524")
    return Given(**{f: changes.get(f, getattr(row, f)) for f in row.__struct_fields__})  # type: ignore[arg-type]


INDICATOR_CASES = [
    ("right", [{"value": 12}], [given("d.p", 12)], (1, 0, 0)),
    ("accepted print", [{"value": 12, "accept": (10,)}], [given("d.p", 10)], (1, 0, 0)),
    ("wrong value is extra and missed", [{"value": 12}], [given("d.p", 13)], (0, 1, 1)),
    ("not owed", [], [given("d.p", 13)], (0, 1, 0)),
    ("optional is neither owed", [{"value": 12, "optional": True}], [], (0, 0, 0)),
    ("nor right", [{"value": 12, "optional": True}], [given("d.p", 12)], (0, 0, 0)),
    ("nor wrong", [{"value": 12, "optional": True}], [given("d.p", 13)], (0, 0, 0)),
    ("once only", [{"value": 12}], [given("d.p", 12), given("d.p", 12)], (1, 1, 0)),
    ("another year", [{"value": 12, "year": 2019}], [given("d.p", 12)], (0, 1, 1)),
    ("a year that nobody knows", [{"value": 12, "year": None}], [given("d.p", 12, year=None)], (1, 0, 0)),
    ("another region", [{"value": 12, "adcode": "350500"}], [given("d.p", 12, adcode="350500")], (1, 0, 0)),
]


@pytest.mark.parametrize(("why", "gold", "rows", "counts"), INDICATOR_CASES, ids=[c[0] for c in INDICATOR_CASES])
def test_indicators(why: str, gold: list[dict], rows: list[Given], counts: tuple[int, int, int]) -> None:
    found, _ = match_indicators([GoldIndicator(indicator="d.p", **g) for g in gold], rows, META)
    assert (found.right, len(found.wrong), len(found.missed)) == counts


SCORE_CASES = [
    ("right", [{"label": "产出", "max": 50, "self": 49}], [("一、产出（50分）", 50.0, 49.0)], (1, 0, 0)),
    ("another score", [{"label": "产出", "max": 50, "self": 49}], [("产出", 50.0, 48.0)], (0, 1, 1)),
    ("no score printed", [], [("产出", None, None)], (0, 0, 0)),
    ("optional", [{"label": "小计", "max": 50, "optional": True}], [("小计", 50.0, None)], (0, 0, 0)),
    ("other label", [{"label": "产出", "label_also": ("数量",), "max": 5}], [("数量", 5.0, None)], (1, 0, 0)),
    ("twice", [{"label": "产出", "max": 5}], [("产出", 5.0, None)] * 2, (1, 1, 0)),
]


@pytest.mark.parametrize(("why", "gold", "rows", "counts"), SCORE_CASES, ids=[c[0] for c in SCORE_CASES])
def test_scores(why: str, gold: list[dict], rows: list[tuple], counts: tuple[int, int, int]) -> None:
    nodes = [GivenScore(doc_id="a", label=text, max_score=top, self_score=own) for text, top, own in rows]
    found = match_scores([GoldScore(**g) for g in gold], nodes)
    assert (found.right, len(found.wrong), len(found.missed)) == counts


FINDING_CASES = [
    ("right", {"stated": 38, "computed": 37}, ("score_sum", "error", 38, 37), (1, 0, 0)),
    ("in the other order", {"stated": 38, "computed": 37}, ("score_sum", "error", 37, 38), (1, 0, 0)),
    ("by one number twice", {"stated": 38, "computed": 37.95}, ("score_sum", "error", 38, 38), (0, 1, 1)),
    ("under alt", {"stated": 1, "computed": 2, "alt": [{"stated": 38, "computed": 37}]},
     ("score_sum", "error", 38, 37), (1, 0, 0)),
    ("other rule", {"stated": 38, "computed": 37}, ("ratio", "error", 38, 37), (0, 1, 1)),
    ("a warning is no false alarm", None, ("jump_inside", "warning", 1, 2), (0, 0, 0)),
    ("optional", {"stated": 38, "computed": 37, "optional": True}, ("score_sum", "error", 38, 37), (0, 0, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "gold", "row", "counts"), FINDING_CASES, ids=[c[0] for c in FINDING_CASES])
def test_findings(why: str, gold: dict | None, row: tuple, counts: tuple[int, int, int]) -> None:
    rule, severity, stated, computed = row
    got = GivenFinding(doc_id="a", rule=rule, severity=severity, stated=stated, computed=computed)
    owed = [] if gold is None else [_finding("score_sum", gold)]
    found = match_findings(owed, [got])
    assert (found.right, len(found.wrong), len(found.missed)) == counts


def _finding(rule: str, fields: dict) -> GoldFinding:
    import msgspec

    return msgspec.convert({"rule": rule, **fields}, GoldFinding)


def test_a_month_against_a_year_may_be_given_in_either_unit() -> None:
    gold = GoldFinding(rule="annual_monthly", stated=4800, computed=4560)
    got = GivenFinding(doc_id="a", rule="annual_monthly", severity="error", stated=400, computed=380)
    assert match_findings([gold], [got]).right == 1


def test_grades_are_compared_by_their_first_character_and_null_is_no_merit() -> None:
    found = match_meta(META, Meta(adcode="350524", year=2020, programme=None, self_score=95.0, grade="优"))
    assert found.right == 3
    assert [next(iter(w)) for w in found.wrong] == ["self_score"]
    assert [next(iter(m)) for m in found.missed] == ["programme", "self_score", "max_score"]


def mention(**changes: object) -> MentionRead:
    right = {"indicator": "rural_dibao.persons", "role": "actual", "value": 12.0, "year": 2020, "adcode": "350524"}
    return MentionRead(**{**right, **changes})  # type: ignore[arg-type]


CAUSE_CASES = [
    ("lost in choice", [mention()]),
    ("lost in choice", [mention(indicator=None), mention()]),
    ("wrong region or year", [mention(year=2019)]),
    ("wrong region or year", [mention(adcode=None)]),
    ("wrong role", [mention(role="target")]),
    ("wrong programme", [mention(indicator="urban_dibao.persons")]),
    ("wrong measure", [mention(indicator="rural_dibao.households")]),
    ("wrong programme and measure", [mention(indicator="tekun.households")]),
    ("no indicator", [mention(indicator=None)]),
    (NOT_READ, [mention(value=13.0)]),
    (NOT_READ, []),
]


@pytest.mark.parametrize(("cause", "mentions"), CAUSE_CASES)
def test_causes_of_missed_figures(cause: str, mentions: list[MentionRead]) -> None:
    assert missed_because(GoldIndicator(indicator="rural_dibao.persons", value=12), META, mentions) == cause


def test_every_cause_has_a_case() -> None:
    assert {cause for cause, _ in CAUSE_CASES} == set(EVERY_CAUSE)


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (given("rural_dibao.persons", 13), "wrong value"),
        (given("rural_dibao.persons", 12, year=2019), "wrong region or year"),
        (given("tekun.persons", 12), "wrong programme"),
        (given("rural_dibao.households", 12), "wrong measure"),
        (given("tekun.households", 99), "not owed"),
    ],
)
def test_causes_of_wrong_figures(row: Given, cause: str) -> None:
    assert given_because(row, [GoldIndicator(indicator="rural_dibao.persons", value=12)], META) == cause


# A gold folder of invented figures, and a dataset that gets most of them right.

PROGRAMMES = ("dibao", "rural_dibao", "tekun")
MEASURES = ("persons", "households", "spending", "standard")


def gold_document(number: int, rng: random.Random) -> dict:
    kind = rng.choice(["narrative", "outline", "form"])
    figures = [
        {"indicator": f"{p}.{m}", "value": rng.randrange(1, 5000), "year": rng.choice([2019, 2020])}
        for p in PROGRAMMES
        for m in MEASURES
        if rng.random() < 0.7
    ]
    for figure in figures:
        figure |= rng.choice([{}, {"target": 90}, {"accept": [7]}, {"optional": True}])
    return {
        "document": f"{number}.{rng.choice(['html', 'pdf'])}",
        "meta": {"adcode": "350524", "year": 2020, "programme": "dibao", "self_score": 96, "max_score": 100,
                 "grade": "优秀", "kind": kind, "scan": rng.random() < 0.2},
        "scores": [{"label": f"指标{n}", "max": n, "self": n - 1, "label_also": [f"又名{n}"]} for n in range(1, 6)],
        "indicators": figures,
        "findings": [{"rule": "score_sum", "severity": "error", "stated": 38, "computed": 37 - number}],
    }  # fmt: skip


def empty(row: type, **fields: object) -> object:
    """Return a row with every other column null, as a program that tells little would write it."""
    return row(**dict.fromkeys(row.__dataclass_fields__) | fields)  # type: ignore[attr-defined]


def dataset(golds: list[dict], rng: random.Random) -> Rows:
    documents, texts, mentions, observations, scores, findings = [], [], [], [], [], []
    for number, gold in enumerate(golds):
        doc_id = f"{number:016x}"
        told = {k: v for k, v in gold["meta"].items() if k in ("adcode", "year", "programme", "self_score", "grade")}
        if rng.random() < 0.3:
            told["grade"] = "良好"
        documents.append(empty(DocumentRow, doc_id=doc_id, path=f"in/{gold['document']}", status="ok", **told))
        text = ""
        for figure in gold["indicators"]:
            if rng.random() < 0.2:
                continue
            value = float(rng.choice([figure["value"], figure["value"], *figure.get("accept", []), 1]))
            indicator = rng.choice([figure["indicator"], figure["indicator"], "dibao.persons"])
            start, text = len(text), f"{text}{value:g} "
            raw = f"{value:g}" if rng.random() < 0.9 else "?"
            whose = {"doc_id": doc_id, "adcode": "350524", "year": figure["year"], "indicator": indicator}
            place = {"mention_id": f"{doc_id}:{start}:{len(text) - 1}:{indicator}", "value": value, "unit": "人"}
            mentions.append(empty(MentionRow, **whose, **place, role="actual", raw=raw, start=start, end=len(text) - 1))
            observations.append(
                empty(ObservationRow, **whose, **place, report_year=2020, target=rng.choice([90.0, None]),
                      basis="year_end", scope="whole", low=value, high=value, confidence=rng.random())
            )  # fmt: skip
        texts.append(TextRow(doc_id=doc_id, text=text))
        for node, score in enumerate(gold["scores"]):
            name = rng.choice([f"{node}、{score['label']}（{score['max']}分）", *score["label_also"], "别的"])
            own = {"max_score": float(score["max"]), "self_score": float(score["self"])}
            scores.append(empty(ScoreRow, doc_id=doc_id, node=node, label=name, **own))
        finding = {"rule": rng.choice(["score_sum", "ratio"]), "stated": 37.0 - number, "computed": 38.0}
        findings.append(empty(FindingRow, finding_id=doc_id, doc_id=doc_id, severity="error", **finding))
    rows = Rows(
        documents=tuple(documents),
        texts=tuple(texts),
        mentions=tuple(mentions),
        observations=tuple(observations),
        scores=tuple(scores),
        findings=tuple(findings),
    )
    return replace(rows, indicators=resolve(rows))


@pytest.fixture(params=range(4))
def judged(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """A folder of gold with a panel, and a dataset that gets much of it wrong."""
    rng = random.Random(request.param)
    gold, output = tmp_path / "gold", tmp_path / "output"
    gold.mkdir()
    golds = [gold_document(n, rng) for n in range(6)]
    for document in golds:
        name = document["document"].partition(".")[0]
        (gold / f"{name}.gold.json").write_text(json.dumps(document), encoding="utf-8")
    owed = [{**i, "adcode": "350524"} for i in golds[0]["indicators"]]
    panel = {"indicators": owed, "findings": [{"rule": "jump", "stated": 1, "computed": 2}]}
    (gold / "panel.gold.json").write_text(json.dumps(panel), encoding="utf-8")
    publish(output, dataset(golds, rng), {})
    return gold, output


@pytest.mark.skipif(not CONTRACT_MEASURE.exists(), reason="the contract's own measure does not lie beside the project")
def test_the_figures_are_those_of_the_contract(judged: tuple[Path, Path]) -> None:
    gold, output = judged
    command = [sys.executable, str(CONTRACT_MEASURE), str(gold), "--out", str(output), "--json"]
    expected = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = json.loads("\n".join(evaluation_lines([gold], output, 0, True)))
    assert {name: ours.get(name) for name in expected} == expected
    assert 0 < expected["indicators"]["f1"] < 1


def test_groups_and_causes_add_up_to_the_totals(judged: tuple[Path, Path]) -> None:
    gold, output = judged
    evaluation = evaluate(read_gold([gold]), output)
    total = evaluation.totals["indicators"]
    for groups in (evaluation.by_programme(), evaluation.by_measure()):
        sums = [sum(getattr(c, n) for c in groups.values()) for n in ("right", "wrong", "missed")]
        assert sums == [total.right, total.wrong, total.missed]
    assert sum(evaluation.causes_of_missed().values()) == total.missed
    assert sum(evaluation.causes_of_wrong().values()) == total.wrong


def test_errors_are_shown_with_their_cause(judged: tuple[Path, Path]) -> None:
    gold, output = judged
    lines = [*evaluation_lines([gold], output, 1, False)]
    assert any("indicators missed" in line and line.endswith("]") for line in lines)
    assert sum("0." in line and "indicators extra" in line and line.startswith("0.") for line in lines) <= 1


def test_of_a_locked_folder_only_totals_are_told(judged: tuple[Path, Path]) -> None:
    gold, output = judged
    open_figures = as_dict(evaluate(read_gold([gold]), output))
    (gold / "LOCKED").touch()
    with pytest.raises(UsageError, match="LOCKED"):
        evaluation_lines([gold], output, 1, False)
    with pytest.raises(UsageError, match="LOCKED"):
        evaluation_lines([gold / "0.gold.json"], output, 1, False)
    locked = as_dict(evaluate(read_gold([gold]), output))
    totals = {"meta", "scores", "indicators", "findings", "documents", "targets", "confident", "offsets"}
    assert locked == {name: open_figures[name] for name in totals}
    text = "\n".join(evaluation_lines([gold], output, 0, False))
    assert not any(word in text for word in (".html", ".pdf", "rural_dibao", "narrative"))


def test_a_folder_above_a_locked_one_is_locked_too(judged: tuple[Path, Path]) -> None:
    gold, _ = judged
    (gold / "LOCKED").touch()
    assert read_gold([gold.parent]).locked


def test_what_cannot_be_evaluated_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold files"):
        read_gold([tmp_path])
    (tmp_path / "a.gold.json").write_text('{"document": 3}')
    with pytest.raises(UsageError, match=r"a\.gold\.json"):
        read_gold([tmp_path])
    (tmp_path / "a.gold.json").write_text('{"document": "a.html", "meta": {}}')
    with pytest.raises(OutputError, match="no dataset"):
        evaluate(read_gold([tmp_path]), tmp_path / "nothing")
