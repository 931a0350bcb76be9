"""How parcels enter the pool: what is admitted, what is claimed, and in one transaction."""
