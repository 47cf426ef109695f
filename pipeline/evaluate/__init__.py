"""The measure of a dataset against gold files: what is right, what is missed, and why."""
