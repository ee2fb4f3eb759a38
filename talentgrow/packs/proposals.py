"""Propose what a job could ask for, from the public jobs closest to its title."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.graph.types import Importance
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.jobs import service as jobs
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.localized import Localized
from talentgrow.kernel.origin import Origin
from talentgrow.kernel.text import search_key
from talentgrow.packs import library
from talentgrow.packs.loading import catalogue, writing
from talentgrow.packs.loading.catalogue import Known, Why
from talentgrow.packs.loading.plan import ESSENTIAL_LEVEL, OPTIONAL_LEVEL, importance_of
from talentgrow.packs.models import StarterPack
from talentgrow.packs.pack import Pack, PackJob, PackSkill
from talentgrow.skills.signals import catalogue_changed as skills_changed

CONFIRMED = audit.Kind("packs.proposal_confirmed", "sources", "needs", "skills_added")
# In the order in which they are shown.
SCHEMES = (Origin.ROME, Origin.ESCO)
MOST_CLOSE = 5
MOST_CHOSEN = 3
Kept = Mapping[Origin, StarterPack]


class NoSuchProposal(DomainError):
    """Only what a kept pack holds is proposed; a newer pack may hold it no more."""


@dataclass(frozen=True, slots=True)
class Close:
    """A public job close to one of ours: why, and what it would bring."""

    scheme: Origin
    job: PackJob
    # The title that was compared, where it is not the job's first one.
    also: str
    words: tuple[str, ...]
    # Whether the words are in its skills, not in its title.
    by_skills: bool
    skills: int
    essential: int


@dataclass(frozen=True, slots=True)
class Source:
    """A public job that was chosen to take skills from."""

    scheme: Origin
    code: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """A skill that a chosen public job asks for, and what our job says of it."""

    scheme: Origin
    skill: PackSkill
    is_essential: bool
    level: int
    importance: Importance
    is_new: bool
    # The level at which the job asks for it already.
    asked_level: int | None


@dataclass(frozen=True, slots=True)
class Picked:
    """A proposed skill which somebody confirms, at which level and how much it matters."""

    scheme: Origin
    code: str
    level: int
    importance: Importance


def closest(title: Localized, kept: Kept) -> dict[Origin, list[Close]]:
    """Return for each kept pack the jobs whose titles are closest, the closest first.

    :raises PackFileMissing: the file of a pack is gone
    """
    return {scheme: _closest(title, kept[scheme]) for scheme in SCHEMES if scheme in kept}


def _closest(title: Localized, row: StarterPack) -> list[Close]:
    pack = library.read(row)
    found = []
    for match in library.index(row).closest(title, MOST_CLOSE):
        job, needs = pack.jobs[match.place], pack.needs[match.place]
        is_other = match.title not in {job.title.fr, job.title.en, ""}
        found.append(
            Close(
                scheme=row.scheme,
                job=job,
                also=match.title if is_other else "",
                words=match.words,
                by_skills=not match.title,
                skills=len(needs),
                essential=sum(is_essential for _skill, is_essential in needs),
            )
        )
    return found


def chosen(sources: Iterable[Source], kept: Kept) -> list[tuple[Origin, PackJob]]:
    """Return the public jobs that were chosen, at most a few.

    :raises NoSuchProposal: a pack is not kept, or does not have the job
    """
    found = []
    for source in list(dict.fromkeys(sources))[:MOST_CHOSEN]:
        pack = _pack(source.scheme, kept)
        if source.code not in pack.places:
            raise NoSuchProposal(_("This job is not in the pack any more: choose again."))
        found.append((source.scheme, pack.jobs[pack.places[source.code]]))
    return found


def skills_of(job: Job, sources: Iterable[Source], kept: Kept) -> list[Proposed]:
    """Return the skills of the chosen public jobs, essential ones first, each once.

    `job` is loaded with what it asks for.

    :raises NoSuchProposal: a pack is not kept, or does not have the job
    """
    there = {scheme: catalogue.read(scheme) for scheme in sorted({one.scheme for one in sources})}
    asked = {need.skill_id: need.level for need in job.requirements}
    found: dict[tuple[Origin, str], Proposed] = {}
    for scheme, public in chosen(sources, kept):
        pack = _pack(scheme, kept)
        for place, is_essential in pack.needs[pack.places[public.code]]:
            skill = pack.skills[place]
            known = there[scheme].skill(skill.code, skill.name)
            proposed = _proposed(scheme, skill, known, asked, is_essential=is_essential)
            if (scheme, skill.code) not in found or is_essential:
                found[scheme, skill.code] = proposed
    return sorted(found.values(), key=_order)


def _proposed(
    scheme: Origin,
    skill: PackSkill,
    known: Known | None,
    asked: Mapping[int, int],
    *,
    is_essential: bool,
) -> Proposed:
    return Proposed(
        scheme=scheme,
        skill=skill,
        is_essential=is_essential,
        level=ESSENTIAL_LEVEL if is_essential else OPTIONAL_LEVEL,
        importance=importance_of(is_essential=is_essential),
        is_new=known is None,
        asked_level=None if known is None else asked.get(known.id),
    )


def _order(proposed: Proposed) -> tuple[bool, bool, str, str]:
    name = proposed.skill.name
    return (
        proposed.asked_level is not None,
        not proposed.is_essential,
        proposed.skill.kind,
        search_key(localized(name)),
    )


def confirm(
    job: Job, picked: Sequence[Picked], kept: Kept, *, by: Actor, now: datetime
) -> tuple[int, int]:
    """Let a job ask for the confirmed skills; return how many, and how many are new to us.

    Skills the company has, by public code or by name, are used as they are.

    :raises NoSuchProposal: a pack does not have a skill any more
    """
    needs: list[jobs.NeedValues] = []
    added = 0
    for scheme in sorted({one.scheme for one in picked}):
        mine = [one for one in picked if one.scheme is scheme]
        ids, new = _skill_ids(_pack(scheme, kept), mine)
        added += new
        needs += [jobs.NeedValues(ids[one.code], one.level, one.importance, scheme) for one in mine]
    note = _note({one.scheme for one in picked}, kept)
    number = jobs.add_requirements(job, needs, by=by, now=now, note=note)
    if number:
        sources = sorted({one.scheme.value for one in picked})
        audit.record(
            CONFIRMED, job, by=by, now=now, sources=sources, needs=number, skills_added=added
        )
    return number, added


def _skill_ids(pack: Pack, picked: Sequence[Picked]) -> tuple[dict[str, int], int]:
    """Return the skills of ours by public code, adding those that are new; and how many were."""
    places = {skill.code: place for place, skill in enumerate(pack.skills)}
    if not {one.code for one in picked} <= places.keys():
        raise NoSuchProposal(_("This skill is not in the pack any more: choose again."))
    there = catalogue.read(Origin(pack.scheme))
    known = {one.code: there.skill(one.code, pack.skills[places[one.code]].name) for one in picked}
    ids = {code: one.id for code, one in known.items() if one is not None}
    named = {
        places[code]: one.id
        for code, one in known.items()
        if one is not None and one.why is Why.NAME
    }
    writing.add_skill_codes(pack, named, _silently)
    missing = {places[code]: places[code] for code, one in known.items() if one is None}
    new = writing.add_skills(pack, missing, _silently)
    db.session.flush()
    if new:
        skills_changed.send(pack)
    return ids | {pack.skills[place].code: skill_id for place, skill_id in new.items()}, len(new)


def _silently(_number: int) -> None:
    """Hear how many rows were written, and say nothing."""


def _pack(scheme: Origin, kept: Kept) -> Pack:
    if scheme not in kept:
        raise NoSuchProposal(_("This pack is not kept any more: choose again."))
    return library.read(kept[scheme])


def _note(schemes: Iterable[Origin], kept: Kept) -> str:
    names = [f"{scheme.upper()} {kept[scheme].version}".strip() for scheme in sorted(schemes)]
    return _("Skills proposed by %(packs)s", packs=", ".join(names))
