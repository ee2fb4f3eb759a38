"""News about the skill catalogue which higher features may want."""

from blinker import Namespace

_news = Namespace()

# Sent inside the transaction that changes skills, their names or what they became part of.
catalogue_changed = _news.signal("skills.catalogue_changed")
