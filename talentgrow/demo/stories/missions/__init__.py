"""Twenty-five missions of the demo company and what people did with them."""
