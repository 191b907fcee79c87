"""Windows and contacts of a province as a spreadsheet, written out and read back."""
