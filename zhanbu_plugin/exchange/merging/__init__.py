"""The city's own database of what all counties have submitted (市级汇总库)."""
