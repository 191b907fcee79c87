"""A ZIP file from outside in: its directory, what each entry is called, and what its data are."""
