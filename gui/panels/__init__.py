"""What stands in docks around the canvas; panels do not know each other, they meet in the document."""
