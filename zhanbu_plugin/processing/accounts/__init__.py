"""Algorithms of the accounts of a year (年度账)."""
