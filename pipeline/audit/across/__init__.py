"""The rules that compare documents, from the rows of the tables; `pipeline.audit.across.rules` lists them."""
