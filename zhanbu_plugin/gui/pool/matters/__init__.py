"""Matters of a regulation (事项): plans, occupations, cases; opened and linked from the window."""
