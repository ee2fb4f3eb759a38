"""What those concerned are told when a nominee has answered, or is asked anew."""

from datetime import date, datetime

from flask import url_for

from talentgrow.infra.db import db
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.nominations import intents
from talentgrow.nominations.consent import queries
from talentgrow.nominations.models import Campaign, Candidacy, Nominee
from talentgrow.nominations.policy import has_consent
from talentgrow.nominations.queries import open_to
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person

ACCEPTED = NoticeKind(
    "nominations.accepted",
    _(
        "%(who)s agrees to be considered for “%(wish)s” in “%(campaign)s”. "
        "HR reads it from now on; you have nothing to do."
    ),
)
POSTPONED = NoticeKind(
    "nominations.postponed",
    _(
        "%(who)s would like to be asked again on %(day)s about “%(wish)s” in “%(campaign)s”. "
        "It happens by itself."
    ),
)
DECLINED = NoticeKind(
    "nominations.declined",
    _(
        "%(who)s says no to “%(wish)s” in “%(campaign)s”. Nobody owes a reason, and you have "
        "nothing to do."
    ),
)
WITHDRAWN = NoticeKind(
    "nominations.consent_withdrawn",
    _(
        "%(who)s no longer agrees to be considered for “%(wish)s” in “%(campaign)s”. "
        "HR does not read it any more."
    ),
)
DROPPED = NoticeKind(
    "nominations.decision_dropped",
    _(
        "%(who)s no longer agrees to be considered for “%(wish)s” in “%(campaign)s”. "
        "What you had prepared about it is deleted."
    ),
)
ASKED_AGAIN = NoticeKind(
    "nominations.asked_again",
    _(
        "%(by_whom)s asks you again about “%(wish)s” in “%(campaign)s”. You have until %(by)s "
        "to answer."
    ),
    needs_action=True,
)
OPENED = NoticeKind(
    "nominations.opened_to_manager",
    _("%(who)s lets you read what is said of them in “%(campaign)s”."),
)


def tell_nominators(
    kind: NoticeKind,
    candidacy: Candidacy,
    campaign: Campaign,
    *,
    now: datetime,
    day: date | None = None,
) -> None:
    """Tell everybody who stands behind a candidacy what the nominee has answered."""
    more = {"day": day} if day is not None else {}
    for one in queries.standing_behind(candidacy):
        url = url_for("nominations.show", nomination_id=one.id)
        _tell(one.nominator_id, kind, candidacy, campaign, url, now=now, **more)


def tell_stager(person_id: int, candidacy: Candidacy, campaign: Campaign, now: datetime) -> None:
    """Tell who prepared a decision that it is deleted; the file is not there to read any more."""
    url = url_for("campaigns.progress", campaign_id=campaign.id)
    _tell(person_id, DROPPED, candidacy, campaign, url, now=now)


def ask_again(
    candidacy: Candidacy, campaign: Campaign, *, until: date, by: Actor, now: datetime
) -> None:
    """Ask the nominee once more."""
    notify(
        candidacy.nominee.person_id,
        ASKED_AGAIN,
        key=_key(ASKED_AGAIN, candidacy, now),
        url=url_for("nominees.show", nominee_id=candidacy.nominee_id),
        now=now,
        by_whom=_name(by.person_id),
        wish=intents.listed([candidacy.intent], campaign),
        campaign=campaign.name,
        by=until,
    )


def tell_manager(nominee: Nominee, campaign: Campaign, *, now: datetime) -> None:
    """Tell the manager, once, of a file that the nominee has opened to them and agreed to."""
    manager = open_to(nominee)
    if manager is None or not has_consent(nominee):
        return
    notify(
        manager.id,
        OPENED,
        key=f"nominee:{nominee.id}:opened",
        url=url_for("nominees.show", nominee_id=nominee.id),
        now=now,
        who=_name(nominee.person_id),
        campaign=campaign.name,
    )


def _tell(
    person_id: int,
    kind: NoticeKind,
    candidacy: Candidacy,
    campaign: Campaign,
    url: str,
    *,
    now: datetime,
    **details: object,
) -> None:
    notify(
        person_id,
        kind,
        key=_key(kind, candidacy, now),
        url=url,
        now=now,
        who=_name(candidacy.nominee.person_id),
        wish=intents.listed([candidacy.intent], campaign),
        campaign=campaign.name,
        **details,
    )


def _key(kind: NoticeKind, candidacy: Candidacy, now: datetime) -> str:
    return f"candidacy:{candidacy.id}:{kind.name}:{now.isoformat()}"


def _name(person_id: int | None) -> str:
    return db.session.get_one(Person, person_id).name if person_id is not None else ""
