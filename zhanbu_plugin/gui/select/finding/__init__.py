"""Finding survey polygons: what they are, where they lie, what the rules allow (查找图斑)."""
