"""When an error comes that nobody foresaw: it is told, written down, and made ready for a report."""
