"""What those concerned by a campaign are told: until when, and what follows."""

from collections.abc import Collection, Iterable
from datetime import datetime

from flask import url_for

from talentgrow.auth.queries import hr_for
from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.nominations import deadlines, queries
from talentgrow.nominations.campaigns import audience
from talentgrow.nominations.models import Campaign, Nomination, Nominee
from talentgrow.nominations.states import CandidacyStatus
from talentgrow.notifications.service import NoticeKind, notify

OPENED = NoticeKind(
    "nominations.campaign_opened",
    _(
        "“%(campaign)s” is open until %(by)s. You may nominate colleagues, and yourself: "
        "they hear of it at once."
    ),
)
ENDED = NoticeKind(
    "nominations.campaign_ended",
    _("“%(campaign)s” has ended. HR reads your file and answers you until %(by)s."),
)
ENDED_FOR_HR = NoticeKind(
    "nominations.campaign_ended_for_hr",
    _("“%(campaign)s” has ended. Everybody who agreed waits for your answer until %(by)s."),
    needs_action=True,
)
DRAFT_LAPSED = NoticeKind(
    "nominations.draft_lapsed",
    _(
        "“%(campaign)s” ended before you sent what you wrote about %(who)s. "
        "Nobody else reads it; HR may let it in if you tell them why it is late."
    ),
)
OWN_DRAFT_LAPSED = NoticeKind(
    "nominations.own_draft_lapsed",
    _(
        "“%(campaign)s” ended before you sent what you wrote about yourself. "
        "Nobody else reads it; HR may let it in if you tell them why it is late."
    ),
)
MORE_TIME = NoticeKind(
    "nominations.more_time",
    _("“%(campaign)s” stays open until %(by)s. You may send what you have begun until then."),
)
OPEN_AGAIN = NoticeKind(
    "nominations.open_again",
    _("“%(campaign)s” is open again until %(by)s. Your file stays; HR answers you after that."),
)
OPEN_AGAIN_FOR_WRITER = NoticeKind(
    "nominations.open_again_for_writer",
    _("“%(campaign)s” is open again until %(by)s. What you had not sent in time may come now."),
)
UNANSWERED = NoticeKind(
    "nominations.unanswered",
    _(
        "“%(campaign)s” goes on without your answer: HR decides nothing about you in it. "
        "Nothing follows from that, and you may nominate yourself another time."
    ),
)
UNANSWERED_FOR_NOMINATOR = NoticeKind(
    "nominations.unanswered_for_nominator",
    _(
        "“%(campaign)s” goes on without an answer of %(who)s, so HR decides nothing about it. "
        "You may talk about it together for another time."
    ),
)
CRITERIA_CHANGED = NoticeKind(
    "nominations.criteria_changed",
    _("HR has changed by what it decides in “%(campaign)s”. Read it again."),
)


def tell_opened(campaign: Campaign, *, now: datetime) -> None:
    """Tell everybody who leads people for whom a campaign is held that it is open."""
    _tell(audience.managers_for(campaign), OPENED, campaign, now=now, by=campaign.closes_on)


def tell_ended(campaign: Campaign, nominees: Iterable[Nominee], *, now: datetime) -> None:
    """Tell nominees who agreed, and those in HR who answer for it, by when HR answers."""
    due = deadlines.of_candidacy(
        CandidacyStatus.UNDER_REVIEW, campaign.since, closes_on=campaign.closes_on
    )
    by = due.by if due else campaign.closes_on
    agreed = list(nominees)
    for nominee in agreed:
        _tell_nominee(nominee, ENDED, campaign, now=now, by=by)
    if agreed:
        url = url_for("campaigns.progress", campaign_id=campaign.id)
        hr = hr_for(campaign.unit_id, campaign.site_id, also=[campaign.author_id])
        _tell(hr, ENDED_FOR_HR, campaign, url=url, now=now, by=by)


def tell_lapsed(campaign: Campaign, drafts: Iterable[Nomination], *, now: datetime) -> None:
    """Tell who was writing that it was not sent in time."""
    for draft in drafts:
        own = draft.person_id == draft.submitter_id
        names = {} if own else {"who": draft.person.name}
        notify(
            draft.submitter_id,
            OWN_DRAFT_LAPSED if own else DRAFT_LAPSED,
            key=f"nomination:{draft.id}:lapsed:{now.isoformat()}",
            url=_page(campaign),
            now=now,
            campaign=campaign.name,
            **names,
        )


def tell_more_time(campaign: Campaign, writers: Collection[int], *, now: datetime) -> None:
    """Tell who is writing that there is more time for it."""
    _tell(writers, MORE_TIME, campaign, now=now, by=campaign.closes_on)


def tell_open_again(
    campaign: Campaign, nominees: Iterable[Nominee], writers: Collection[int], *, now: datetime
) -> None:
    """Tell nominees that HR answers later, and who was too late that they are not."""
    for nominee in nominees:
        _tell_nominee(nominee, OPEN_AGAIN, campaign, now=now, by=campaign.closes_on)
    _tell(writers, OPEN_AGAIN_FOR_WRITER, campaign, now=now, by=campaign.closes_on)


def tell_unanswered(campaign: Campaign, nominee: Nominee, *, now: datetime) -> None:
    """Tell a nominee who was silent, and those who nominated, that it ends without an answer."""
    _tell_nominee(nominee, UNANSWERED, campaign, now=now)
    nominators = {one.nominator_id for one in queries.sent(nominee)} - {nominee.person_id}
    for person_id in sorted(nominators):
        notify(
            person_id,
            UNANSWERED_FOR_NOMINATOR,
            key=f"nominee:{nominee.id}:unanswered",
            url=_page(campaign),
            now=now,
            campaign=campaign.name,
            who=nominee.person.name,
        )


def tell_criteria(
    campaign: Campaign, person_ids: Collection[int], *, by: Actor, now: datetime
) -> None:
    """Tell who takes part already that HR decides by something else than they have read."""
    told = {one for one in person_ids if not by.is_person(one)}
    _tell(told, CRITERIA_CHANGED, campaign, now=now)


def _page(campaign: Campaign) -> str:
    return url_for("campaigns.show", campaign_id=campaign.id)


def _tell_nominee(
    nominee: Nominee, kind: NoticeKind, campaign: Campaign, *, now: datetime, **details: object
) -> None:
    url = url_for("nominees.show", nominee_id=nominee.id)
    _tell({nominee.person_id}, kind, campaign, url=url, now=now, **details)


def _tell(
    person_ids: Collection[int],
    kind: NoticeKind,
    campaign: Campaign,
    *,
    now: datetime,
    url: str = "",
    **details: object,
) -> None:
    key, url = f"campaign:{campaign.id}:{kind.name}:{now.isoformat()}", url or _page(campaign)
    for person_id in sorted(person_ids):
        notify(person_id, kind, key=key, url=url, now=now, campaign=campaign.name, **details)
