"""What members of talent pools, their managers and HR are told."""

from collections.abc import Collection
from datetime import datetime

from flask import url_for

from talentgrow.infra.db import db
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.nominations import deadlines
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person

JOINED = NoticeKind(
    "nominations.pool_joined",
    _("You are in the talent pool “%(pool)s” until %(until)s. See what you may expect from it."),
)
RENEWED = NoticeKind(
    "nominations.pool_renewed",
    _("%(who)s keeps you in the talent pool “%(pool)s” until %(until)s."),
)
ENDED = NoticeKind(
    "nominations.pool_ended",
    _("%(who)s ends your time in the talent pool “%(pool)s” and says: %(word)s"),
)
LEFT = NoticeKind(
    "nominations.pool_left", _("%(who)s leaves the talent pool “%(pool)s”. They say: %(word)s")
)
LEFT_SILENTLY = NoticeKind(
    "nominations.pool_left_silently", _("%(who)s leaves the talent pool “%(pool)s”.")
)
EXPIRED = NoticeKind(
    "nominations.pool_expired",
    _("Your time in the talent pool “%(pool)s” is over. Ask HR what comes next."),
)
WORD_ASKED = NoticeKind(
    "nominations.approach_word_asked",
    _(
        "%(who)s would like to talk to %(person)s about “%(about)s” and asks you first. You have "
        "until %(by)s; then HR goes on without your word."
    ),
    needs_action=True,
)
WORD_GIVEN = NoticeKind(
    "nominations.approach_agreed",
    _("%(who)s agrees that you talk to %(person)s about “%(about)s”."),
    needs_action=True,
)
WORD_FROM = NoticeKind(
    "nominations.approach_deferred",
    _("%(who)s can spare %(person)s for “%(about)s” from %(day)s."),
    needs_action=True,
)
WORD_REFUSED = NoticeKind(
    "nominations.approach_refused",
    _("%(who)s would rather not spare %(person)s for “%(about)s” and says: %(word)s"),
)
APPROACHED = NoticeKind(
    "nominations.approached",
    _("%(who)s thinks of you for “%(about)s”. Say whether you want to hear more."),
    needs_action=True,
)
INTERESTED = NoticeKind(
    "nominations.approach_interested", _("%(who)s wants to hear more about “%(about)s”.")
)
NOT_INTERESTED = NoticeKind(
    "nominations.approach_declined", _("%(who)s says no to “%(about)s” for now.")
)
CALLED_OFF = NoticeKind(
    "nominations.approach_called_off",
    _("%(who)s no longer asks about %(person)s for “%(about)s”."),
)
CALLED_OFF_FOR_MEMBER = NoticeKind(
    "nominations.approach_called_off_for_member",
    _("%(who)s no longer asks you about “%(about)s”."),
)


def tell_joined(membership: PoolMembership, *, now: datetime) -> None:
    """Tell somebody that they are in a pool."""
    _tell_member(membership, JOINED, now=now, until=membership.until)


def tell_renewed(membership: PoolMembership, *, by: Actor, now: datetime) -> None:
    """Tell a member that they stay longer."""
    _tell_member(membership, RENEWED, now=now, who=_name(by.person_id), until=membership.until)


def tell_ended(membership: PoolMembership, *, by: Actor, now: datetime) -> None:
    """Tell a member that HR ends it, and why."""
    word = membership.word
    _tell_member(membership, ENDED, now=now, who=_name(by.person_id), word=word)


def tell_expired(membership: PoolMembership, *, now: datetime) -> None:
    """Tell a member that their date has passed."""
    _tell_member(membership, EXPIRED, now=now)


def tell_left(membership: PoolMembership, hr: Collection[int], *, now: datetime) -> None:
    """Tell HR that a member has left, with the word they leave."""
    kind = LEFT if membership.word else LEFT_SILENTLY
    details = {"word": membership.word} if membership.word else {}
    for person_id in hr:
        notify(
            person_id,
            kind,
            key=f"pool_membership:{membership.id}:left",
            url=url_for("pools.show", pool_id=membership.pool_id),
            now=now,
            who=_name(membership.person_id),
            pool=membership.pool.name,
            **details,
        )


def ask_manager(approach: Approach, about: Localized, *, now: datetime) -> None:
    """Ask the manager before the member hears of it."""
    if approach.manager_id is not None:
        by = deadlines.of_approach(approach.asked_at).by
        _tell(approach.manager_id, WORD_ASKED, approach, about, now=now, by=by)


def tell_word(approach: Approach, about: Localized, kind: NoticeKind, *, now: datetime) -> None:
    """Tell the one in HR who asked what the manager says."""
    details: dict[str, object] = {"who": _name(approach.manager_id)}
    if kind is WORD_FROM:
        details["day"] = approach.available_from
    if kind is WORD_REFUSED:
        details["word"] = approach.word_reason
    _tell(approach.asked_by_id, kind, approach, about, now=now, **details)


def tell_member(approach: Approach, about: Localized, *, by: Actor, now: datetime) -> None:
    """Tell the member for what somebody thinks of them."""
    member = approach.membership.person_id
    _tell(member, APPROACHED, approach, about, now=now, who=_name(by.person_id))


def tell_answer(approach: Approach, about: Localized, kind: NoticeKind, *, now: datetime) -> None:
    """Tell the one in HR who asked what the member answers."""
    who = _name(approach.membership.person_id)
    _tell(approach.asked_by_id, kind, approach, about, now=now, who=who)


def tell_called_off(
    approach: Approach, about: Localized, person_id: int, *, by: Actor, now: datetime
) -> None:
    """Tell somebody who was asked that nothing waits for them any more."""
    is_member = person_id == approach.membership.person_id
    kind = CALLED_OFF_FOR_MEMBER if is_member else CALLED_OFF
    who = _name(by.person_id) or _name(approach.asked_by_id)
    _tell(person_id, kind, approach, about, now=now, who=who)


def _tell_member(
    membership: PoolMembership, kind: NoticeKind, *, now: datetime, **details: object
) -> None:
    notify(
        membership.person_id,
        kind,
        key=f"pool_membership:{membership.id}:{kind.name}:{now.isoformat()}",
        url=url_for("pools.mine"),
        now=now,
        pool=membership.pool.name,
        **details,
    )


def _tell(
    person_id: int,
    kind: NoticeKind,
    approach: Approach,
    about: Localized,
    *,
    now: datetime,
    **details: object,
) -> None:
    details.setdefault("who", _name(approach.asked_by_id))
    notify(
        person_id,
        kind,
        key=f"approach:{approach.id}:{kind.name}",
        url=url_for("pools.approaches.show", approach_id=approach.id),
        now=now,
        about=about,
        person=_name(approach.membership.person_id),
        **details,
    )


def _name(person_id: int | None) -> str:
    person = db.session.get(Person, person_id) if person_id else None
    return person.name if person else ""
