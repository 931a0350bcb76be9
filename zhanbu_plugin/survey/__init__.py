"""What a survey layer is: fields, code tables, units, ellipsoid area, zones, division codes (国土调查)."""
