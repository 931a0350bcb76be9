"""Documents that lift a failed check (豁免): what one is, how a table of them is read, what follows."""
