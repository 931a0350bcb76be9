"""Parcel coordinates as TXT (界址点坐标): templates, grammar, geometry, writing and reading back."""
