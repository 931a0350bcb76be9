"""Setting up a county's project (项目设置): layers by role, DEM, rules and pool."""
