"""Algorithms that put parcels into the pool and take them from state to state."""
