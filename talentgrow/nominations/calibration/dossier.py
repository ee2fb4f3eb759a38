"""What stands beside the groups: the file of one nominee, and the answers to their wishes."""

from dataclasses import dataclass
from datetime import datetime

from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.nominations.calibration import answers, choices, queries, wording
from talentgrow.nominations.calibration.answers import Sent
from talentgrow.nominations.calibration.board import posts_of
from talentgrow.nominations.calibration.models import CalibrationSession, Decision
from talentgrow.nominations.calibration.wording import State
from talentgrow.nominations.consent.pages import File, file_of
from talentgrow.nominations.models import Candidacy, Nominee
from talentgrow.nominations.pools.models import TalentPool
from talentgrow.nominations.states import (
    CONSENTED,
    CampaignStatus,
    CandidacyStatus,
    SessionStatus,
)
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """One wish in the file; `is_open` tells whether it can be answered now."""

    wish: Candidacy
    name: str
    short_name: str
    state: State
    sentence: str
    decision: Decision | None
    is_open: bool

    @property
    def id(self) -> int:
        """Return the number of the wish."""
        return self.wish.id


@dataclass(frozen=True, slots=True)
class Dossier:
    """The file of one nominee as HR reads it in a session."""

    session: CalibrationSession
    nominee: Nominee
    file: File
    post: str
    asked: tuple[Asked, ...]
    pools: tuple[TalentPool, ...]
    owners: tuple[Person, ...]
    reader_id: int
    sent: Sent

    @property
    def person(self) -> Person:
        """Return whom it is about."""
        return self.nominee.person

    @property
    def open_wishes(self) -> tuple[Asked, ...]:
        """Return the wishes that can be answered now."""
        return tuple(one for one in self.asked if one.is_open)


def dossier_of(
    session: CalibrationSession,
    nominee: Nominee,
    actor: Actor,
    *,
    now: datetime,
    sent: Sent | None = None,
) -> Dossier:
    """Return the file of a nominee who is loaded for a session, with the form as it was sent."""
    weighed = [one for one in nominee.candidacies if one.status in CONSENTED]
    stored = queries.decisions([one.id for one in weighed])
    runs = session.status is SessionStatus.RUNNING
    is_open = runs and session.campaign.status is CampaignStatus.CLOSED
    asked = [_asked(session, one, stored.get(one.id), is_open, now) for one in weighed]
    any_open = any(one.is_open for one in asked)
    file = file_of(nominee, actor)
    return Dossier(
        session=session,
        nominee=nominee,
        file=file,
        post=_post(nominee.person_id),
        asked=tuple(asked),
        pools=tuple(choices.pools(actor)) if any_open else (),
        owners=tuple(choices.who_may_owe(nominee, actor, file.whose.manager)) if any_open else (),
        reader_id=actor.person_id or 0,
        sent=sent or answers.stored(stored.values()),
    )


def _asked(
    session: CalibrationSession,
    wish: Candidacy,
    decision: Decision | None,
    is_open: bool,
    now: datetime,
) -> Asked:
    return Asked(
        wish=wish,
        name=wording.full_name(wish, session.campaign),
        short_name=wording.short_name(wish),
        state=wording.state_of(wish, decision, today=now.date()),
        sentence=wording.sentence_of(decision) if decision else "",
        decision=decision,
        is_open=is_open and wish.status is CandidacyStatus.UNDER_REVIEW,
    )


def _post(person_id: int) -> str:
    """Return what somebody does today, and where."""
    post = posts_of([person_id]).get(person_id)
    if post is None:
        return ""
    unit, site = post.assignment.unit, post.assignment.site
    names = [localized(post.job.title)]
    names += [localized(unit.name)] if unit else []
    names += [site.name] if site else []
    return ", ".join(names)
