"""What a check keeps for the next one (留存): layers made ready and measures of parcels, beside the pool."""
