"""What the ledger means, as plain arithmetic on a dictionary."""
