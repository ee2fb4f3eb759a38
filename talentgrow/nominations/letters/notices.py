"""What people are told once HR has answered: the nominee, those who nominated, who owes a step."""

from collections.abc import Collection
from datetime import datetime

from flask import url_for

from talentgrow.auth.queries import hr_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.models import Nominee
from talentgrow.nominations.queries import sent
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person

ANSWERED = NoticeKind(
    "nominations.answered",
    _("HR has answered you in “%(campaign)s”. Read why, and what comes next."),
)
ANSWERED_FOR_NOMINATOR = NoticeKind(
    "nominations.answered_for_nominator",
    _(
        "HR has answered %(who)s in “%(campaign)s”. What it says is theirs to share: "
        "talk about it together."
    ),
)
ACTION_OWED = NoticeKind(
    "nominations.action_owed",
    _("You owe %(who)s something until %(by)s: %(action)s"),
    needs_action=True,
)
HR_OWES = NoticeKind(
    "nominations.hr_owes",
    _("HR owes %(who)s something until %(by)s: %(action)s"),
    needs_action=True,
)
ACTION_DONE = NoticeKind(
    "nominations.action_done", _("%(who)s has done what was promised to you: %(action)s")
)
TALK_WANTED = NoticeKind(
    "nominations.talk_wanted",
    _("%(who)s would like to talk about the answer in “%(campaign)s”. Propose a moment."),
    needs_action=True,
)


def tell_decided(nominee: Nominee, decisions: Collection[Decision], *, now: datetime) -> None:
    """Tell everybody concerned what is published about a nominee, who is held with the parties.

    What the answer is stands in the letter alone: only the nominee and HR read it.
    """
    if not decisions:
        return
    _tell(nominee.person_id, ANSWERED, nominee, url=letter(nominee), now=now)
    nominators = {one.nominator_id for one in sent(nominee)} - {nominee.person_id}
    for person_id in sorted(nominators):
        _tell(
            person_id,
            ANSWERED_FOR_NOMINATOR,
            nominee,
            url=url_for("nominations.own"),
            now=now,
            who=nominee.person.name,
        )
    for decision in decisions:
        if decision.outcome is Outcome.NOT_NOW:
            _tell_owed(nominee, decision, now=now)


def tell_done(nominee: Nominee, decision: Decision, who: Person, *, now: datetime) -> None:
    """Tell the nominee that what was owed to them is done."""
    key = f"decision:{decision.id}:done"
    url, action = letter(nominee), decision.action
    notify(nominee.person_id, ACTION_DONE, key=key, url=url, now=now, who=who.name, action=action)


def tell_talk(nominee: Nominee, hr: Collection[int], *, now: datetime) -> None:
    """Tell those in HR who offered it that the nominee would like to talk."""
    for person_id in sorted(hr):
        _tell(
            person_id,
            TALK_WANTED,
            nominee,
            url=letter(nominee),
            now=now,
            who=nominee.person.name,
        )


def letter(nominee: Nominee) -> str:
    """Return where the answer of HR is read."""
    return url_for("letters.show", nominee_id=nominee.id)


def who_owes(nominee: Nominee, decision: Decision) -> frozenset[int]:
    """Return who owes the step of a "not now": somebody by name, else HR of the nominee's part."""
    owner = db.session.get(Person, decision.action_owner_id) if decision.action_owner_id else None
    if owner is not None and owner.left_on is None:
        return frozenset({owner.id})
    return hr_of(nominee.person_id, besides=[nominee.person_id])


def _tell_owed(nominee: Nominee, decision: Decision, *, now: datetime) -> None:
    by_name = decision.action_owner_id is not None
    for person_id in sorted(who_owes(nominee, decision)):
        notify(
            person_id,
            ACTION_OWED if by_name and person_id == decision.action_owner_id else HR_OWES,
            key=f"decision:{decision.id}:owed",
            url=url_for("letters.owed") if by_name else letter(nominee),
            now=now,
            who=nominee.person.name,
            by=decision.review_on,
            action=decision.action,
        )


def _tell(
    person_id: int,
    kind: NoticeKind,
    nominee: Nominee,
    *,
    url: str,
    now: datetime,
    **details: object,
) -> None:
    key = f"nominee:{nominee.id}:{kind.name}:{now.isoformat()}"
    notify(person_id, kind, key=key, url=url, now=now, campaign=nominee.campaign.name, **details)
