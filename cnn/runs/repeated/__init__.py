"""The same training several times: for each fold, with several seeds, and what that says of chance."""
