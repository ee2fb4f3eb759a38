"""The drawing of the graph: places, labels, colours and flows."""
