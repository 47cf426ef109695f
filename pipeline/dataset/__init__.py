"""The dataset: its tables, the rows that a report becomes, and the folder that holds them."""
