"""Loaders: one file per format, each ending in a format-free `Document`."""
