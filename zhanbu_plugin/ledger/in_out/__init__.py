"""Items of the yearly balance of cropland (进出平衡), out of a table or a pool, and what counts of each."""
