"""Stable cropland of a survey year, laid over masks (稳定利用耕地): what the net increase is made of."""
