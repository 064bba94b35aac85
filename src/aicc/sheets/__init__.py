"""Tables of text in Excel and CSV files, whatever they are about."""
