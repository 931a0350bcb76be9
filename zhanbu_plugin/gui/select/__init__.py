"""The page 选图斑 Select: parcels tagged as candidates on the map."""
