"""The part of a written program that trains: its data, its recipe, and where the weights start."""
