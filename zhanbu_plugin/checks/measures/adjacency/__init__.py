"""Which parcels lie together (相邻与连片): within a gap of one another, or along a common boundary."""
