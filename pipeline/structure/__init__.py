"""The structure of a report: its sections by printed numbering, and its tree of scores."""
