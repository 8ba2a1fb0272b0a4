"""CSV files as datasets."""
