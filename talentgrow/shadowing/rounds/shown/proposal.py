"""The proposal of a round, as HR reads it before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.jobs.queries import by_ids
from talentgrow.kernel.access import Actor
from talentgrow.kernel.page import Page
from talentgrow.people.models import Person
from talentgrow.people.queries import shown_posts, sites
from talentgrow.shadowing.exchanges.models import Round, RoundMember, RoundRun
from talentgrow.shadowing.rounds import members, wording
from talentgrow.shadowing.rounds.matching.figures import people_by_rank
from talentgrow.shadowing.rounds.shown import former, left_over, more_hosts, rings
from talentgrow.shadowing.rounds.shown import served as drawn
from talentgrow.shadowing.rounds.shown.lists import Asked
from talentgrow.shadowing.rounds.shown.rings import OneWay, RingCard


@dataclass(frozen=True, slots=True)
class AtSite:
    """How many take part at one site, and how many of them are served."""

    name: str
    joined: int
    places: int
    served: int


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Everything on the page of a proposal."""

    round: Round
    run: RoundRun
    title: str
    lead: str
    send: str
    served: int
    total: int
    bound: int
    picture: drawn.Drawing | None
    ranks: Sequence[tuple[str, str]]
    held_for: str
    remarks: Sequence[str]
    sites: Sequence[AtSite]
    rings: Page[RingCard]
    rings_title: str
    one_way: Page[OneWay]
    waiting: Page[left_over.Waiting]
    waiting_title: str
    late: Sequence[Person]
    teams: Sequence[more_hosts.Team]
    teams_title: str
    teams_note: str
    teams_write: str
    left: int
    dot_says: str
    template: str = "proposal"


def page(actor: Actor, one: Round, run: RoundRun, *, now: datetime, asked: Asked) -> ProposalPage:
    """Return the newest proposal of a round."""
    figures, today = run.figures, now.date()
    ringed, alone = rings.read(run, asked)
    rows = left_over.read(run, asked.waiting)
    late = _late(one, run)
    more = figures["more_hosts"]
    ids = {leg.visitor_id for ring in ringed for leg in ring} | {leg.host_id for leg in alone}
    posts = shown_posts(ids | {row.person_id for row in rows})
    wished = {row.job_id for row in rows if row.job_id} | {team[0] for team in more}
    jobs = by_ids(wished | {post.job_id for post in posts.values()})
    names = {site.id: site.name for site in sites()}
    teams = more_hosts.teams(more, figures["served"], jobs, names)
    total, done, bound = figures["members"], figures["served"], figures["bound"]
    return ProposalPage(
        round=one,
        run=run,
        title=_title(done, total),
        lead=_lead(one, run, now),
        send=_send(ringed.total, alone.total),
        served=done,
        total=total,
        bound=bound,
        picture=drawn.drawing(figures["in_rings"], figures["one_way"], total, bound),
        ranks=drawn.by_rank(people_by_rank(figures)),
        held_for=drawn.held_for(figures["invited"], total),
        remarks=_remarks(one, figures),
        sites=_sites(figures["by_site"], names),
        rings=rings.cards(one, ringed, posts, jobs),
        rings_title=_rings_title(ringed.total),
        one_way=rings.rows(alone, posts, jobs),
        waiting=left_over.lines(one, rows, jobs, posts),
        waiting_title=_waiting_title(rows.total),
        late=late,
        teams=teams,
        teams_title=more_hosts.title(teams),
        teams_note=more_hosts.note(one, more, actor, today),
        teams_write=more_hosts.write(len(teams)),
        left=total - done,
        dot_says=more_hosts.dot_says(total - done),
    )


def _title(done: int, total: int) -> str:
    return (
        ngettext(
            "One of %(all)s will see a colleague’s job",
            "%(num)s people of %(all)s will see a colleague’s job",
            done,
            all=total,
        )
        if done
        else _("Nobody can see a colleague’s job yet")
    )


def _lead(one: Round, run: RoundRun, now: datetime) -> str:
    return _(
        "Proposal computed %(when)s, for visits %(span)s. Nothing is sent yet.",
        when=wording.at(run.computed_at or run.asked_at, now),
        span=wording.span(one.visits_from, one.visits_to, now.date()),
    )


def _send(rings: int, one_way: int) -> str:
    if rings:
        return ngettext(
            "Send the ring", "Send the %(count)s rings", rings, count=wording.in_letters(rings)
        )
    return ngettext("Send the visit", "Send the visits", one_way) if one_way else ""


def _rings_title(count: int) -> str:
    if not count:
        return _("No ring is possible yet")
    return ngettext(
        "The ring proposed", "The %(count)s rings proposed", count, count=wording.in_letters(count)
    )


def _waiting_title(count: int) -> str:
    if not count:
        return _("Nobody waits")
    return wording.starting(
        ngettext(
            "One person still waits, and this is why",
            "%(count)s people still wait, and this is why",
            count,
            count=wording.in_letters(count),
        )
    )


def _remarks(one: Round, figures: Mapping[str, Any]) -> list[str]:
    """Return what stands below the drawing: the round before, and what a longer ring adds."""
    found = [former.sentence(one)]
    gap, longer, done = figures["gap"], figures["longer"], figures["served"]
    if figures["gap_in_rings"]:
        found.append(
            ngettext(
                "One more might be served: the search ended before it was known.",
                "Up to %(num)s more might be served: the search ended before it was known.",
                gap,
            )
        )
    elif gap:
        found.append(
            ngettext(
                "Rings come first: with fewer of them one more might be served one-way.",
                "Rings come first: with fewer of them up to %(num)s more might be served one-way.",
                gap,
            )
        )
    if longer is not None:
        count = wording.in_letters(one.longest + 1)
        if longer > done:
            found.append(
                ngettext(
                    "Rings of up to %(count)s would serve one more, and a refusal breaks more.",
                    "Rings of up to %(count)s would serve %(num)s more, and a refusal breaks more.",
                    longer - done,
                    count=count,
                )
            )
        else:
            found.append(_("Rings of up to %(count)s would serve nobody more.", count=count))
    return [words for words in found if words]


def _sites(rows: Sequence[Sequence[int]], names: Mapping[int, str]) -> list[AtSite]:
    found = [AtSite(names.get(row[0], _("Site not known")), *row[1:]) for row in rows]
    return sorted(found, key=lambda at: (-at.joined, at.name))


def _late(one: Round, run: RoundRun) -> list[Person]:
    """Return who has joined since the proposal was computed, by name."""
    found = (
        members.in_round(one.id)
        .where(RoundMember.joined_at > run.computed_at)
        .options(joinedload(RoundMember.person))
    )
    rows = db.session.scalars(found)
    return sorted((row.person for row in rows), key=lambda person: (person.search_key, person.id))
