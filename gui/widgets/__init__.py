"""Small parts that know no document."""
