"""What time does to candidacies: silence goes back, ends, and a day that was asked for comes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, or_, select

from talentgrow.auth.queries import hr_of
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM
from talentgrow.missions.time.of_applications import before
from talentgrow.missions.time.running import Tally, each, found
from talentgrow.nominations import deadlines, queries, steps
from talentgrow.nominations.consent.queries import standing_behind
from talentgrow.nominations.models import Campaign, Candidacy, Nomination, Nominee
from talentgrow.nominations.states import RUNNING
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.nominations.time import notices, rules
from talentgrow.nominations.time.rules import Due
from talentgrow.nominations.waits import places
from talentgrow.notifications.service import NoticeKind, notify


def follow(tally: Tally) -> None:
    """Take each step that is due."""
    each(found(_due()), _step, tally)


def _due() -> Select[int, int, int]:
    """Select what may be due; `rules` decide about each under its lock."""
    today = clock.today()
    silent, forgotten = (
        before(today, days) for days in (deadlines.SILENCE_DAYS, deadlines.RETURNED_DAYS)
    )
    status, running = Candidacy.status, Campaign.status.in_(RUNNING)
    return (
        select(Nominee.campaign_id, Nominee.id, Candidacy.id)
        .join(Nominee, Nominee.id == Candidacy.nominee_id)
        .join(Campaign, Campaign.id == Nominee.campaign_id)
        .where(
            or_(
                and_(running, status == K.INFORMED, Candidacy.since < silent),
                and_(running, status == K.RETURNED, Candidacy.since < forgotten),
                and_(status == K.POSTPONED, Candidacy.postponed_until <= today),
            )
        )
        .order_by(Nominee.campaign_id, Nominee.id, Candidacy.id)
    )


def _step(ids: tuple[int, int, int]) -> bool:
    """Take the step that is due for one candidacy, if it still is."""
    now, (campaign_id, nominee_id, candidacy_id) = clock.now(), ids
    campaign = queries.hold_campaign(campaign_id)
    (nominee,) = queries.hold_nominees([nominee_id])
    (candidacy,) = (one for one in nominee.candidacies if one.id == candidacy_id)
    due = rules.of_candidacy(candidacy, campaign, today=now.date())
    if due is None:
        return False
    behind = [one for one in standing_behind(candidacy) if _is_here(one)]
    if due is Due.GIVE_BACK:
        _give_back(candidacy, campaign, behind, now=now)
    elif due is Due.ASK_AGAIN:
        _ask_again(candidacy, campaign, now=now)
    else:
        _end(due, candidacy, campaign, behind, now=now)
    return True


def _is_here(nomination: Nomination) -> bool:
    left_on = nomination.nominator.left_on
    return left_on is None or left_on >= clock.today()


def _give_back(
    candidacy: Candidacy, campaign: Campaign, behind: Sequence[Nomination], *, now: datetime
) -> None:
    """Let who nominated somebody talk with them, where these were silent."""
    nominee = candidacy.nominee
    steps.take(candidacy, "give_back", by=SYSTEM, now=now)
    due = deadlines.of_candidacy(candidacy.status, now, closes_on=campaign.closes_on)
    by = due.by if due else campaign.closes_on
    for one in behind:
        url = places.nomination(one.id)
        _tell(one.nominator_id, notices.GIVEN_BACK, nominee, campaign, url, now=now, by=by)
    if behind:
        details = {"nominator": behind[0].nominator.name, "by": by}
        _tell_nominee(notices.GIVEN_BACK_FOR_NOMINEE, nominee, campaign, now=now, **details)
        return
    # They were to answer to what they are said to have nominated themselves, or nobody is left.
    url = places.progress(campaign.id)
    for person_id in hr_of(nominee.person_id, besides=[nominee.person_id]):
        _tell(person_id, notices.GIVEN_BACK_TO_HR, nominee, campaign, url, now=now, by=by)


def _ask_again(candidacy: Candidacy, campaign: Campaign, *, now: datetime) -> None:
    """Give somebody the word on the day on which they wanted it."""
    steps.take(candidacy, "ask_again", by=SYSTEM, now=now)
    candidacy.postponed_until = None
    db.session.flush()
    due = deadlines.of_candidacy(candidacy.status, now, closes_on=campaign.closes_on)
    by = due.by if due else campaign.closes_on
    _tell_nominee(notices.ASKED_ON_THE_DAY, candidacy.nominee, campaign, now=now, by=by)


def _end(
    due: Due,
    candidacy: Candidacy,
    campaign: Campaign,
    behind: Sequence[Nomination],
    *,
    now: datetime,
) -> None:
    """End what was never answered, and say so to both sides."""
    nominee, is_silence = candidacy.nominee, due is Due.LAPSE
    steps.take(candidacy, "lapse", by=SYSTEM, now=now)
    kind = notices.ENDED if is_silence else notices.TOO_LATE_TO_ASK
    _tell_nominee(kind, nominee, campaign, now=now)
    kind = notices.ENDED_FOR_NOMINATOR if is_silence else notices.TOO_LATE_FOR_NOMINATOR
    for one in behind:
        url = places.nomination(one.id)
        _tell(one.nominator_id, kind, nominee, campaign, url, now=now)


def _tell_nominee(
    kind: NoticeKind, nominee: Nominee, campaign: Campaign, *, now: datetime, **details: object
) -> None:
    url = places.nominee(nominee.id)
    notify(
        nominee.person_id,
        kind,
        key=_key(kind, nominee, now),
        url=url,
        now=now,
        campaign=campaign.name,
        **details,
    )


def _tell(
    person_id: int,
    kind: NoticeKind,
    nominee: Nominee,
    campaign: Campaign,
    url: str,
    *,
    now: datetime,
    **details: object,
) -> None:
    notify(
        person_id,
        kind,
        key=_key(kind, nominee, now),
        url=url,
        now=now,
        who=nominee.person.name,
        campaign=campaign.name,
        **details,
    )


def _key(kind: NoticeKind, nominee: Nominee, now: datetime) -> str:
    """Return a key by which several wishes of one person in one night are told once."""
    return f"nominee:{nominee.id}:{kind.name}:{now:%Y-%m-%d}"
