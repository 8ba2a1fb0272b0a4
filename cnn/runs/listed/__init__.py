"""Every run there is, wherever its folder lies: a row for each, what a person says of it, and how rows are found and sorted."""
