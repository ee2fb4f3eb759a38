"""News about the job catalogue which higher features may want."""

from blinker import Namespace

_news = Namespace()

# Sent inside the transaction that changes what the mobility graph is computed from.
catalogue_changed = _news.signal("jobs.catalogue_changed")
