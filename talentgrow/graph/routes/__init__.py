"""Ways through the graph: searching, choosing and measuring them."""
