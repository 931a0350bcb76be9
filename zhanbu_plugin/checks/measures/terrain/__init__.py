"""Slope from an elevation model: grid, exact cover of cells by parcels, Horn's slope (坡度)."""
