"""What the pages show of swaps and rings: to each their own visits, then the whole ring."""
