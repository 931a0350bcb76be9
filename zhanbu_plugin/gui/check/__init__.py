"""The page 检查 Check: findings, their clauses, waivers, and the push into the pool."""
