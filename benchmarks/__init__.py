"""Benchmarks: the county in seconds, against QGIS's own tools and others, each side in a process of its own."""
