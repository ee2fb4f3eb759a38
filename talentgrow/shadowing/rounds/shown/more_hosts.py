"""Which teams could host too, and how many more that would serve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.jobs.models import Job, JobFamily
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.exchanges.models import Round
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.rounds import inviting, wording


@dataclass(frozen=True, slots=True)
class Team:
    """A team that could host, and what it would add."""

    key: str
    name: str
    family: JobFamily | None
    gain: int
    served: int
    # How many of those who wait would be served with it and those before it.
    filled: int


def teams(
    more: Sequence[Sequence[int]], done: int, jobs: Mapping[int, Job], names: Mapping[int, str]
) -> list[Team]:
    """Return the teams kept with a proposal, the one that helps most first."""
    found = []
    for job_id, site_id, gain, total in more:
        job = jobs.get(job_id)
        if job is not None:
            parts = [localized(job.title), names.get(site_id, "")]
            name = ", ".join(part for part in parts if part)
            found.append(Team(f"{job_id}-{site_id}", name, job.family, gain, total, total - done))
    return found


def title(found: Sequence[Team]) -> str:
    """Say how many more hosts would serve how many people."""
    if not found:
        return _("Who else could host")
    gain = found[-1].filled
    hosts = ngettext(
        "One more host", "%(count)s more hosts", len(found), count=wording.in_letters(len(found))
    )
    served_more = ngettext(
        "one person served", "%(count)s people served", gain, count=wording.in_letters(gain)
    )
    return wording.starting(f"{hosts}, {served_more}")


def note(one: Round, more: Sequence[Sequence[int]], actor: Actor, today: date) -> str:
    """Say how many in these teams have shown their job before, and by when they would answer."""
    if not more:
        return ""
    people = inviting.holders(one, [(row[0], row[1]) for row in more], actor)
    asked = select(func.count(Offer.host_id.distinct())).where(Offer.host_id.in_(people))
    shown = db.session.scalars(asked.where(Offer.opened_at.is_not(None))).one()
    before = ngettext(
        "In these teams one person has shown their job before.",
        "In these teams %(num)s people have shown their job before.",
        shown,
    )
    by = one.visits_from - timedelta(days=deadlines.SILENCE_DAYS)
    said = [before] if shown else []
    if by > today:
        day = days.in_words(by, today)
        said.append(_("If they answer before %(day)s, the round keeps its dates.", day=day))
    return " ".join(said)


def write(count: int) -> str:
    """Return what the button says that writes to all of them."""
    return ngettext(
        "Write to this team",
        "Write to these %(count)s teams",
        count,
        count=wording.in_letters(count),
    )


def dot_says(left: int) -> str:
    """Say what a full dot beside a team means."""
    return ngettext(
        "A full dot: the person who waits, served.",
        "A full dot: one of the %(count)s people who wait, served.",
        left,
        count=wording.in_letters(left),
    )
