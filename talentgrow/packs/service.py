"""What can be done with packs: keep one, ask for some of its groups. Functions flush."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.kernel.levels import is_level
from talentgrow.kernel.origin import Origin
from talentgrow.packs import library
from talentgrow.packs.loading.plan import LEFT_OUT, Choice
from talentgrow.packs.models import PackRun, StarterPack
from talentgrow.packs.pack import Pack

KEPT = audit.Kind("packs.kept", "scheme", "version", "hash", "jobs", "skills")
ASKED = audit.Kind("packs.asked", "scheme", "version", "groups")


class NoSuchGroup(DomainError):
    """A group is one of the pack's, and at least one is chosen."""


class NoSuchLevel(DomainError):
    """A job asks for a skill at a level from 1 to 5; optional ones may be left out."""


def keep(pack: Pack, *, by: Actor, now: datetime) -> StarterPack:
    """Keep a pack for reference, in place of the older one of the same catalogue."""
    library.keep(pack)
    kept = db.session.scalar(
        select(StarterPack).where(StarterPack.scheme == Origin(pack.scheme)).with_for_update()
    )
    if kept is None:
        kept = StarterPack(scheme=Origin(pack.scheme))
        db.session.add(kept)
    kept.version, kept.file_hash = pack.version, pack.file_hash
    kept.kept_at, kept.author_id = now, by.person_id
    kept.groups, kept.jobs, kept.skills = len(pack.groups), len(pack.jobs), len(pack.skills)
    kept.needs, kept.moves = pack.needs_count, len(pack.moves)
    kept.left_aside, kept.lines_left_aside = list(pack.left_aside), pack.lines_left_aside
    db.session.flush()
    audit.record(
        KEPT,
        kept,
        by=by,
        now=now,
        scheme=kept.scheme,
        version=kept.version,
        hash=kept.file_hash,
        jobs=kept.jobs,
        skills=kept.skills,
    )
    return kept


def check(pack: Pack, choice: Choice) -> None:
    """Refuse a choice that makes no sense.

    :raises NoSuchGroup: nothing is chosen, or something the pack does not have
    :raises NoSuchLevel: a level is not on the scale
    """
    codes = {group.code for group in pack.groups}
    if not choice.groups:
        raise NoSuchGroup(_("Choose at least one family."))
    if not set(choice.groups) <= codes:
        raise NoSuchGroup(_("One of the families is not in this pack: choose again."))
    levels = (choice.essential_level, choice.optional_level or 1)
    if LEFT_OUT in levels or not all(is_level(level) for level in levels):
        raise NoSuchLevel(_("A job asks for a skill at a level from 1 to 5."))


def ask_for(kept: StarterPack, choice: Choice, *, by: Actor, now: datetime) -> PackRun:
    """Note that some groups are to be loaded; the task does it once this is stored.

    :raises PackFileMissing: the file of the pack is gone
    :raises NoSuchGroup: nothing is chosen, or something the pack does not have
    :raises NoSuchLevel: a level is not on the scale
    """
    check(library.read(kept), choice)
    run = PackRun(
        scheme=kept.scheme,
        version=kept.version,
        file_hash=kept.file_hash,
        groups=sorted(set(choice.groups)),
        essential_level=choice.essential_level,
        optional_level=choice.optional_level,
        asked_at=now,
        author_id=by.person_id,
        counts={},
    )
    db.session.add(run)
    db.session.flush()
    audit.record(
        ASKED, run, by=by, now=now, scheme=run.scheme, version=run.version, groups=run.groups
    )
    return run


def tidy(scheme: Origin, in_use: Iterable[str]) -> None:
    """Remove the files which neither the kept pack nor a waiting run needs."""
    library.forget_others(scheme, set(in_use))
