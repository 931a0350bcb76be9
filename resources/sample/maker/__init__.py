"""Makes the invented sample county (示例县). Nothing in it is, or is derived from, real survey data."""
