"""The page 报送 Submit: packages out, verification, and what comes back."""
