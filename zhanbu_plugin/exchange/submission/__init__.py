"""What a submission package holds and how it is built (报送包)."""
