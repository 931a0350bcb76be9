"""Algorithms that select, check and cut out parcels."""
