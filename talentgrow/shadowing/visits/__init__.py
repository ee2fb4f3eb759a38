"""Visits from the request to the day itself."""
