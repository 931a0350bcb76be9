"""The ledger as the pool keeps it (台账): lots, postings, what they add up to, projects, freezes and caps."""
