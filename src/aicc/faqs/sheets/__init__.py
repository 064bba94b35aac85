"""FAQ entries in Excel and CSV files."""
