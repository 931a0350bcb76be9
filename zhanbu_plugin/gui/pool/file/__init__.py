"""The file of one parcel: its history, its papers and photos (地块档案)."""
