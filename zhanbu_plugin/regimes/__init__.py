"""What the law says: rule sets, clauses, parameters, dates (管理办法)."""
