"""The five steps of a draft, as pages show them; nothing here changes anything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.missions.applications.shown.turns import Step
from talentgrow.missions.debriefs import record
from talentgrow.nominations import deadlines
from talentgrow.nominations.consent.pages import Whose
from talentgrow.nominations.models import Evidence, Nomination
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus
from talentgrow.nominations.writing import service
from talentgrow.nominations.writing.evidence import Choosable
from talentgrow.people.models import Person

STEPS = ("purpose", "why", "evidence", "offer", "send")


@dataclass(frozen=True, slots=True)
class Stage:
    """One step in the row of steps."""

    name: str
    title: str
    url: str
    is_current: bool
    # Something is written in it.
    is_done: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """What stands around each step: about whom, until when, and the row of steps."""

    nomination: Nomination
    stages: Sequence[Stage]
    # The last day on which it can be sent, in words; empty for one that is late already.
    until: str
    # The reader nominates themselves, or writes for somebody else, or HR wrote it for them.
    is_own: bool
    is_for_another: bool
    is_by_another: bool

    @property
    def current(self) -> int:
        """Return the number of the step on the page, from 1."""
        return next(place for place, one in enumerate(self.stages, 1) if one.is_current)

    @property
    def before(self) -> Stage | None:
        """Return the step before this one."""
        return self.stages[self.current - 2] if self.current > 1 else None


def page(actor: Actor, nomination: Nomination, step: str, today: date) -> DraftPage:
    """Return what stands around one step of a draft."""
    is_own = nomination.nominator_id == nomination.person_id
    done = _done(nomination)
    titles = _titles(nomination, is_own=is_own)
    return DraftPage(
        nomination=nomination,
        stages=tuple(
            Stage(one, titles[one](), step_url(nomination.id, one), one == step, one in done)
            for one in STEPS
        ),
        until=_until(nomination, today),
        is_own=is_own,
        is_for_another=not actor.is_person(nomination.nominator_id),
        is_by_another=not actor.is_person(nomination.submitter_id),
    )


def step_url(nomination_id: int, step: str) -> str:
    """Return the address of one step of a draft."""
    return url_for(f"nominations.steps.{step}", nomination_id=nomination_id)


def first_open(nomination: Nomination) -> str:
    """Return the step at which somebody goes on who comes back to a draft."""
    done = _done(nomination)
    return next(one for one in STEPS if one not in done)


def after(step: str) -> str:
    """Return the step that comes after one that is not the last."""
    return STEPS[STEPS.index(step) + 1]


def whose(actor: Actor, person: Person, known: Choosable) -> Whose:
    """Return who reads whose levels, for the sentences that say where a level comes from."""
    claim_ids = [one.claim.id for one in known.levels]
    return Whose(person, None, actor.person_id or 0, record.gained(actor, claim_ids))


def picked(rows: Sequence[Evidence]) -> Mapping[str, Mapping[int, str]]:
    """Return the notes of what is shown, by kind and id, as the form sends them."""
    return {
        "claim": {row.claim_id: row.note for row in rows if row.claim_id is not None},
        "credit": {row.credit_id: row.note for row in rows if row.credit_id is not None},
        "visit": {
            row.visit_certificate_id: row.note
            for row in rows
            if row.visit_certificate_id is not None
        },
    }


def to_come(nomination: Nomination, now: datetime) -> tuple[Step, ...]:
    """Return who does what by when once a draft is sent today."""
    today, closes_on = now.date(), nomination.campaign.closes_on
    name = nomination.person.given_name
    due = deadlines.of_candidacy(CandidacyStatus.INFORMED, now, closes_on=closes_on)
    decided = deadlines.of_candidacy(CandidacyStatus.UNDER_REVIEW, now, closes_on=closes_on)
    by = days.near(due.by, today) if due else ""
    end = days.near(decided.by, today) if decided else ""
    hr = Step(
        _("HR, until %(day)s", day=end),
        _("They read it only with consent, and decide on each wish by itself."),
    )
    if nomination.nominator_id == nomination.person_id:
        return (
            Step(_("You send it today"), _("You agree by it, and may take that back."), tone="now"),
            hr,
        )
    return (
        Step(_("You send it today"), _("You may take it back."), tone="now"),
        Step(
            _("%(name)s, until %(day)s", name=name, day=by),
            _("Reads every word with your name, adds their own, then accepts, waits or says no."),
            _("Without an answer it comes back to you."),
        ),
        hr,
    )


def _titles(nomination: Nomination, *, is_own: bool) -> Mapping[str, Callable[[], str]]:
    name = nomination.person.given_name
    return {
        "purpose": lambda: _("For what"),
        "why": lambda: _("Why"),
        "evidence": lambda: _("What shows it"),
        "offer": lambda: (
            _("What you commit to") if is_own else _("What %(name)s can count on", name=name)
        ),
        "send": lambda: _("Read and send"),
    }


def _done(nomination: Nomination) -> frozenset[str]:
    missing = service.what_is_missing(nomination)
    done = {one for one in ("purpose", "why") if one not in missing}
    if nomination.evidence:
        done.add("evidence")
    if nomination.commitment or nomination.reference_id:
        done.add("offer")
    return frozenset(done)


def _until(nomination: Nomination, today: date) -> str:
    campaign = nomination.campaign
    if nomination.is_late or campaign.status is not CampaignStatus.OPEN:
        return ""
    return days.near(campaign.closes_on, today)
