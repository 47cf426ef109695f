"""The audit: which of a report's figures contradict each other, and which checks could not be made.

Each rule is a small module with its `RULE` (what it states, in Chinese and English) and its `check`;
`pipeline.audit.rules` lists them. The rules that compare documents are in `pipeline.audit.across`.
"""
