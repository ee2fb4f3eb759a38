"""Sessions in which HR decides on nominees: staged one by one, published together."""
