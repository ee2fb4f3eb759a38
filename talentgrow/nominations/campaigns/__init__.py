"""Campaigns, as HR prepares them and as everybody reads them."""
