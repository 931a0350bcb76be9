"""What the city sends back (退回): slips with a reason for each parcel, read, written and brought into the pool."""
