"""Cut-outs: what a parcel can't be credited for is cut out of it, with the clause that takes it (切除)."""
