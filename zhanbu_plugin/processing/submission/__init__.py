"""Algorithms of submissions, on the county's side and on the city's (报送)."""
