"""Pooled parcels against a newer survey (对账): by their ground, whatever became of the survey's ids."""
