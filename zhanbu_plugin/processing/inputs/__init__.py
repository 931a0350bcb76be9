"""What algorithms take: layers, pools, rule sets, their parameters."""
