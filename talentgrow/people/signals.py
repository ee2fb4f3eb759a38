"""News about people which higher features may want."""

from blinker import Namespace

_news = Namespace()

# Sent inside the transaction in which somebody’s last day passes, or a passed one is written down.
person_left = _news.signal("people.person_left")
# Sent inside the transaction that changes what somebody does, where, or for whom.
person_moved = _news.signal("people.person_moved")
