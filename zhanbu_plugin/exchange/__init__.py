"""What leaves and comes back: coordinate TXT, workbooks, submission packages, verification (报送)."""
