"""What a parcel measures and what follows: measures, rules, findings, verdict (检查).

CHK-, HB-, SC- and JX- numbers are checks and clauses of the rule sets (``docs/rules``), A- numbers readings of what the
clauses leave open (``resources/codes/ambiguities.yaml``).
"""
