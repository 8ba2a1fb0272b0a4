"""The table of runs: what it shows, and what can be done with them."""
