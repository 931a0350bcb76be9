"""Holding packages side by side (比对): what a new version changed, and what several packages claim at once."""
