"""What is measured on parcels, as arrays: one value per parcel, unknown is NaN or ``None`` (量算)."""
