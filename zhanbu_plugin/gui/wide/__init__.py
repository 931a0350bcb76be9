"""The dock at the bottom for tables that are too wide for the panel (宽表)."""
