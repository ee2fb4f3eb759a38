"""Finding missions, and the page of one."""
