"""What those concerned by a round are told: until when, and what follows."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from flask import url_for
from sqlalchemy import exists, or_

from talentgrow.auth.queries import hr_for
from talentgrow.infra.db import db
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.notifications.service import NoticeKind, Telling, notify_all
from talentgrow.people.models import Person
from talentgrow.shadowing import deadlines, queries
from talentgrow.shadowing.exchanges.models import Missing, Round
from talentgrow.shadowing.models import Offer, VisitWish
from talentgrow.shadowing.states import OfferStatus, RoundStatus
from talentgrow.shadowing.visits.models import Visit

OPENED = NoticeKind(
    "shadowing.round_opened",
    _(
        "The round “%(round)s” is open: you may see a colleague’s job while they or another see "
        "yours. Join until %(by)s; visits are from %(first)s to %(last)s."
    ),
)
CLOSED = NoticeKind(
    "shadowing.round_closed",
    _(
        "Nobody joins “%(round)s” any more. A proposal is being computed: read it and send it, "
        "visits begin on %(first)s."
    ),
    needs_action=True,
)
LONGER = NoticeKind(
    "shadowing.round_longer",
    _("People join “%(round)s” until %(by)s now. You stay in it; your visits come after that."),
)
CANCELLED = NoticeKind(
    "shadowing.round_cancelled",
    _("%(who)s, in HR, has called “%(round)s” off: “%(reason)s”. Your wishes stay as they are."),
)
SERVED = NoticeKind(
    "shadowing.round_served",
    _(
        "“%(round)s” is there: you would see %(host)s at work. %(host)s answers your request "
        "until %(by)s; without an answer it lapses, and you may ask somebody else."
    ),
)
ASKED_AS_HOST = NoticeKind(
    "shadowing.round_asks_host",
    _(
        "“%(round)s” has sent you a visitor: %(who)s would like to see you at work. Answer until "
        "%(by)s; without an answer the request lapses."
    ),
    needs_action=True,
)
WAITING = NoticeKind(
    "shadowing.round_waiting",
    _(
        "“%(round)s” found nobody for you this time. You come first among equals in the next "
        "round; its page says what was missing."
    ),
)
ONLY_HOSTS = NoticeKind(
    "shadowing.round_only_hosts",
    _("“%(round)s” is published, and no visitor was sent to you. Thank you for the place."),
)

INVITED_TO_JOIN = NoticeKind(
    "shadowing.round_needs_hosts",
    _(
        "Colleagues in “%(round)s” wish to see the job “%(job)s”, and too few show it. You may "
        "join until %(by)s; nothing follows if you do not."
    ),
)
INVITED_TO_SHOW = NoticeKind(
    "shadowing.round_needs_offers",
    _(
        "Colleagues in “%(round)s” wish to see the job “%(job)s”, and too few show it. Show "
        "yours before %(by)s and one of them may come; nothing follows if you do not."
    ),
)
ASKED_FOR_MORE = {
    Missing.NO_WISH: NoticeKind(
        "shadowing.round_asks_wish",
        _(
            "“%(round)s” cannot find anybody for you as long as you have no wish. Say what you "
            "would like to see; otherwise you stay without a visit."
        ),
        needs_action=True,
    ),
    Missing.DATES: NoticeKind(
        "shadowing.round_asks_weeks",
        _(
            "You and those who show what you wish have no week in common in “%(round)s”. Tick "
            "another week if you can; otherwise you stay without a visit."
        ),
        needs_action=True,
    ),
    Missing.SITES: NoticeKind(
        "shadowing.round_asks_travel",
        _(
            "Those who show what you wish in “%(round)s” work at another site. Say whether you "
            "would go there, or wish for something nearer; otherwise you stay without a visit."
        ),
        needs_action=True,
    ),
    Missing.HOSTS_NOBODY: NoticeKind(
        "shadowing.round_asks_place",
        _(
            "A ring in “%(round)s” could hold you if you took a visitor too. Say so on its page "
            "if you can; otherwise you stay without a visit."
        ),
        needs_action=True,
    ),
}


def tell_opened(one: Round, *, by: Actor, now: datetime) -> None:
    """Tell those for whom a round is held who have wishes, or show their job."""
    has_wish = exists().where(VisitWish.person_id == Person.id)
    shows = exists().where(Offer.host_id == Person.id, Offer.status == OfferStatus.OPEN)
    found = queries.people_in(one).where(or_(has_wish, shows)).with_only_columns(Person.id)
    told = [person_id for person_id in db.session.scalars(found) if not by.is_person(person_id)]
    _tell(told, OPENED, one, now=now, by=one.join_by, first=one.visits_from, last=one.visits_to)


def tell_closed(one: Round, *, by: Actor, now: datetime) -> None:
    """Tell those in HR who answer for a round that its proposal waits for them."""
    hr = hr_for(one.unit_id, one.site_id, also=[one.author_id])
    told = [person_id for person_id in hr if not by.is_person(person_id)]
    url = url_for("rounds.follow", round_id=one.id)
    _tell(told, CLOSED, one, url=url, now=now, first=one.visits_from)


def tell_longer(one: Round, person_ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Tell who takes part that others may join for longer."""
    told = [person_id for person_id in person_ids if not by.is_person(person_id)]
    _tell(told, LONGER, one, now=now, by=one.join_by)


def tell_cancelled(
    one: Round, person_ids: Collection[int], reason: str, *, by: Actor, now: datetime
) -> None:
    """Tell who takes part that there is no round, and why."""
    author = db.session.get(Person, by.person_id) if by.person_id else None
    told = [person_id for person_id in person_ids if not by.is_person(person_id)]
    url, who = url_for("rounds.index"), author.name if author else ""
    _tell(told, CANCELLED, one, url=url, now=now, who=who, reason=reason)


def tell_one_way(one: Round, visits: Iterable[Visit], *, now: datetime) -> None:
    """Tell visitors whom they would see, and hosts who would like to come."""
    notify_all([telling for visit in visits for telling in _one_way(one, visit, now)], now=now)


def _one_way(one: Round, visit: Visit, now: datetime) -> Iterator[Telling]:
    due = deadlines.of_visit(
        visit.status, visit.since, starts_on=visit.starts_on, ends_on=visit.ends_on
    )
    said = {"round": one.name, "by": due.by if due else visit.starts_on}
    url = url_for("visits.show", visit_id=visit.id)
    key = _key(one, SERVED, now)
    yield Telling(visit.visitor_id, SERVED, key, url, said | {"host": visit.host.name})
    key = f"round:{one.id}:{ASKED_AS_HOST.name}:{visit.id}"
    yield Telling(visit.host_id, ASKED_AS_HOST, key, url, said | {"who": visit.visitor.name})


def tell_left_over(one: Round, person_ids: Collection[int], *, now: datetime) -> None:
    """Tell people that a round found no visit for them."""
    _tell(person_ids, WAITING, one, now=now)


def tell_only_hosts(one: Round, person_ids: Collection[int], *, now: datetime) -> None:
    """Tell people who only host that a round found no visitor for them."""
    _tell(person_ids, ONLY_HOSTS, one, now=now)


def key_of_invitation(one: Round) -> str:
    """Return the key under which somebody is invited to host in a round, once."""
    return f"round:{one.id}:invited"


def key_of_asking(one: Round, kind: str) -> str:
    """Return the key under which somebody is asked for one thing in a round, once."""
    return f"round:{one.id}:{kind}"


def tell_invited(one: Round, person_id: int, job: Job, *, now: datetime) -> None:
    """Invite somebody to host whose job others wish to see."""
    key, title = key_of_invitation(one), job.title
    if one.status is RoundStatus.OPEN:
        _tell([person_id], INVITED_TO_JOIN, one, key=key, now=now, by=one.join_by, job=title)
    else:
        url, by = url_for("offers.new"), one.visits_from
        _tell([person_id], INVITED_TO_SHOW, one, key=key, url=url, now=now, by=by, job=title)


def tell_asked_for_more(one: Round, person_id: int, kind: NoticeKind, *, now: datetime) -> None:
    """Ask somebody left out of a proposal for what would help."""
    _tell([person_id], kind, one, key=key_of_asking(one, kind.name), now=now)


def _tell(
    person_ids: Collection[int],
    kind: NoticeKind,
    one: Round,
    *,
    now: datetime,
    url: str = "",
    key: str = "",
    **details: object,
) -> None:
    key = key or _key(one, kind, now)
    url = url or url_for("rounds.show", round_id=one.id)
    said = {"round": one.name} | details
    notify_all([Telling(one_, kind, key, url, said) for one_ in sorted(person_ids)], now=now)


def _key(one: Round, kind: NoticeKind, now: datetime) -> str:
    return f"round:{one.id}:{kind.name}:{now.isoformat()}"
