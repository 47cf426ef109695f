"""Self-assessment reports in, a dataset with evidence out."""
