"""How parcels and matters go from state to state, and what is due."""
