"""Acts on the ledger from the pool page: freezing, write-off, release, transfer (台账业务办理)."""
