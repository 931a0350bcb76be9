"""Spot checks that the city can repeat (抽查)."""
