"""What those concerned by a nomination are told: who, until when, and what follows."""

from collections.abc import Collection
from datetime import datetime

from flask import url_for

from talentgrow.infra.db import db
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.nominations import deadlines, intents
from talentgrow.nominations.models import Campaign, Intent, Nomination, Nominee
from talentgrow.nominations.states import CandidacyStatus
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person

NOMINATED = NoticeKind(
    "nominations.nominated",
    _(
        "%(who)s nominates you in the campaign “%(campaign)s” (%(intents)s). Read what is said of "
        "you and answer until %(by)s; without your word it goes back to %(who)s."
    ),
    needs_action=True,
)
NOMINATED_TOO = NoticeKind(
    "nominations.nominated_too",
    _(
        "%(who)s nominates you as well in the campaign “%(campaign)s” (%(intents)s). "
        "You read what they say; your answers stay as they are."
    ),
)
SELF_WRITTEN_DOWN = NoticeKind(
    "nominations.self_written_down",
    _(
        "%(hr)s, of HR, has written down that you nominate yourself in the campaign “%(campaign)s” "
        "(%(intents)s). Read it and say until %(by)s whether that is so."
    ),
    needs_action=True,
)
SENT_FOR_YOU = NoticeKind(
    "nominations.sent_for_you",
    _(
        "%(hr)s, of HR, has nominated %(person)s in your name, in the campaign “%(campaign)s”. "
        "Read what it says: you may take it back."
    ),
)
TAKEN_BACK = NoticeKind(
    "nominations.taken_back",
    _("%(who)s takes back what they wrote about you in the campaign “%(campaign)s”."),
)
OVER = NoticeKind(
    "nominations.over",
    _(
        "%(who)s takes back what they wrote about you in the campaign “%(campaign)s”. "
        "Nobody else nominates you for the same (%(intents)s), so you have nothing to answer."
    ),
)
TAKEN_BACK_FROM_HR = NoticeKind(
    "nominations.taken_back_from_hr",
    _("%(who)s takes back the nomination of %(person)s which you wrote for them."),
)


def tell_sent(
    nomination: Nomination,
    campaign: Campaign,
    nominee: Nominee,
    fresh: Collection[Intent],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Tell the nominee at once, and who nominates where somebody else has sent it."""
    is_own = nomination.nominator_id == nominee.person_id
    sender = _name(by.person_id)
    wanted = [wish.intent for wish in nomination.intents]
    due = deadlines.of_candidacy(CandidacyStatus.INFORMED, now, closes_on=campaign.closes_on)
    details: dict[str, object] = {
        "campaign": campaign.name,
        "intents": intents.listed(wanted, campaign),
        "by": due.by if due else None,
    }
    if not is_own:
        kind = NOMINATED if fresh else NOMINATED_TOO
        who = _name(nomination.nominator_id)
        _tell_nominee(kind, nomination, nominee, now, who=who, **details)
    elif not by.is_person(nominee.person_id):
        _tell_nominee(SELF_WRITTEN_DOWN, nomination, nominee, now, hr=sender, **details)
    if not is_own and not by.is_person(nomination.nominator_id):
        notify(
            nomination.nominator_id,
            SENT_FOR_YOU,
            key=f"nomination:{nomination.id}:for_you",
            url=url_for("nominations.show", nomination_id=nomination.id),
            now=now,
            hr=sender,
            person=_name(nominee.person_id),
            campaign=campaign.name,
        )


def tell_withdrawal(
    nomination: Nomination,
    campaign: Campaign,
    nominee: Nominee,
    over: Collection[Intent],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Tell the nominee, and HR who wrote it down, that a nomination is taken back."""
    who = _name(nomination.nominator_id)
    if not by.is_person(nominee.person_id):
        details: dict[str, object] = {"who": who, "campaign": campaign.name}
        if over:
            details["intents"] = intents.listed(over, campaign)
        _tell_nominee(OVER if over else TAKEN_BACK, nomination, nominee, now, **details)
    if nomination.submitter_id != nomination.nominator_id:
        notify(
            nomination.submitter_id,
            TAKEN_BACK_FROM_HR,
            key=f"nomination:{nomination.id}:taken_back",
            url=url_for("nominations.show", nomination_id=nomination.id),
            now=now,
            who=who,
            person=_name(nominee.person_id),
        )


def _tell_nominee(
    kind: NoticeKind, nomination: Nomination, nominee: Nominee, now: datetime, **details: object
) -> None:
    notify(
        nominee.person_id,
        kind,
        key=f"nomination:{nomination.id}:{kind.name}",
        url=url_for("nominees.show", nominee_id=nominee.id),
        now=now,
        **details,
    )


def _name(person_id: int | None) -> str:
    return db.session.get_one(Person, person_id).name if person_id is not None else ""
