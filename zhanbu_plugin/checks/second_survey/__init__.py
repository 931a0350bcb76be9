"""Which ground counts for CROP, which for INOUT, by the second survey (二调判别, SC-3(九)b)."""
