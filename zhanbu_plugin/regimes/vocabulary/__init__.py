"""What a rule set may speak of: kinds of checks, their options, parameters."""
