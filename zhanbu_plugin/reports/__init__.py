"""Papers and pages made from results (报告)."""
