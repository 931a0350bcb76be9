"""The page 储备库 Pool: parcels by state, their next steps, and the ledger."""
