"""Algorithms that book: links, releases, freezes, quotas, transfers (台账)."""
