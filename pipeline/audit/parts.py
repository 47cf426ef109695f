"""The rule of totals and parts, shared by the ways in which reports print them."""

from __future__ import annotations

from pipeline.audit.rule import Rule

RULE = Rule(
    "parts_sum",
    "error",
    "合计数等于其全部分项之和",
    "a total is the sum of all its parts",
    "{subject}：合计{stated}，但各分项相加为{computed}（{words}）",
    "{subject}: the total is {stated}, but its parts add up to {computed} ({words})",
)
