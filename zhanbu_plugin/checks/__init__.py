"""What a parcel measures and what follows: measures, rules, findings, verdict (检查)."""
