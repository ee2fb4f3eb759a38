"""Finding somebody who shows their job: the list, its filters, one offer."""
