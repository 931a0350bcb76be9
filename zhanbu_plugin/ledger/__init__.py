"""What may be spent: the accounts of a reserve pool (台账)."""
