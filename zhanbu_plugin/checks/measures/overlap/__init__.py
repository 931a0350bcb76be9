"""What layers and parcels cover of parcels (压盖): made ready, met, measured, and whether it counts."""
