"""Who waits after a proposal, what was missing, and what may be done about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.paging import PAGE_SIZE, within
from talentgrow.jobs.models import Job
from talentgrow.kernel.page import Page
from talentgrow.people.models import Assignment, Person
from talentgrow.shadowing.exchanges.models import LeftOver, Missing, Round, RoundRun
from talentgrow.shadowing.rounds import wording
from talentgrow.shadowing.rounds.notices import ASKED_FOR_MORE


@dataclass(frozen=True, slots=True)
class Next:
    """What may be done about it: a step with its words, or words alone."""

    words: str
    # "invite" a team, "ask" the person, "longer" rings, or "" where time does it.
    step: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whom a proposal does not serve."""

    person: Person
    place: str
    text: str
    next: Next


def read(run: RoundRun, number: int) -> Page[LeftOver]:
    """Return one page of those who wait, by name."""
    total = run.figures["members"] - run.figures["served"]
    number = within(number, total)
    rows = db.session.scalars(
        select(LeftOver)
        .join(LeftOver.person)
        .where(LeftOver.run_id == run.id)
        .options(contains_eager(LeftOver.person))
        .order_by(Person.search_key, Person.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(list(rows), number, PAGE_SIZE, total)


def lines(
    one: Round,
    rows: Page[LeftOver],
    jobs: Mapping[int, Job],
    posts: Mapping[int, Assignment],
) -> Page[Waiting]:
    """Return who waits with the reason and the next step."""
    seen: dict[tuple[Missing, int], Person] = {}
    found = []
    for row in rows:
        job = jobs.get(row.job_id or 0)
        key = (row.missing, row.job_id or 0)
        before = seen.get(key) if row.missing is Missing.NO_HOST and job else None
        seen.setdefault(key, row.person)
        text = (
            _("The same wish as %(name)s", name=before.given_name)
            if before
            else _text(one, row.missing, job)
        )
        place = place_of(posts.get(row.person_id), jobs)
        found.append(Waiting(row.person, place, text, _next(row.missing, job)))
    return Page(found, rows.number, rows.size, rows.total)


def place_of(post: Assignment | None, jobs: Mapping[int, Job]) -> str:
    """Return what somebody does, and where."""
    if post is None:
        return ""
    job = jobs.get(post.job_id)
    parts = [localized(job.title) if job else "", post.site.name if post.site else ""]
    return ", ".join(part for part in parts if part)


def _text(one: Round, missing: Missing, job: Job | None) -> str:
    name = localized(job.title) if job else ""
    if missing is Missing.NO_HOST and name:
        return _("Nobody shows “%(job)s” in this round", job=name)
    if missing is Missing.DATES and name:
        return _("Wishes to see “%(job)s”, no week in common", job=name)
    if missing is Missing.SITES and name:
        return _("Wishes to see “%(job)s”, which is shown at another site only", job=name)
    if missing is Missing.LONGER_RING:
        return _(
            "A ring of %(more)s would have served them, rings hold %(most)s at most",
            more=wording.in_letters(one.longest + 1),
            most=wording.in_letters(one.longest),
        )
    return {
        Missing.NO_WISH: _("Has no wish yet"),
        Missing.NO_HOST: _("Nobody whom they wish to see hosts in this round"),
        Missing.DATES: _("No week in common with those whom they wish to see"),
        Missing.SITES: _("Those whom they wish to see work at another site"),
        Missing.HOSTS_NOBODY: _("Takes no visitor, and places one-way are taken"),
        Missing.NO_WAY_BACK: _("Nobody wishes to see their job, and places one-way are taken"),
        Missing.TAKEN: _("Others wish for the same, and places are few"),
    }[missing]


def _next(missing: Missing, job: Job | None) -> Next:
    """Return what may be done; never a visit one-way to a host who has room.

    Such visits are an assignment that serves as many as possible: whoever could still visit
    somebody with a place left would be served by it, so nobody who waits has such a host.
    """
    if missing in ASKED_FOR_MORE:
        words = {
            Missing.NO_WISH: _("Ask for a wish"),
            Missing.DATES: _("Ask for another week"),
            Missing.SITES: _("Ask whether they travel"),
            Missing.HOSTS_NOBODY: _("Ask for a place"),
        }
        return Next(words[missing], "ask")
    if missing is Missing.LONGER_RING:
        return Next(_("Let rings be longer"), "longer")
    if missing in {Missing.NO_HOST, Missing.NO_WAY_BACK} and job is not None:
        return Next(_("Invite more hosts"), "invite", str(job.id))
    return Next(_("Comes first among equals in the next round"))
