"""Questions about packs and runs; nothing here changes anything."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs.models import JobCode
from talentgrow.kernel.errors import NotFound
from talentgrow.kernel.origin import Origin
from talentgrow.packs.models import PackRun, StarterPack
from talentgrow.packs.pack import Pack


def kept() -> dict[Origin, StarterPack]:
    """Return the pack that is kept of each public catalogue, with who uploaded it."""
    found = db.session.scalars(select(StarterPack).options(joinedload(StarterPack.author)))
    return {pack.scheme: pack for pack in found}


def get(pack_id: int) -> StarterPack:
    """Return one kept pack.

    :raises NotFound: no such pack
    """
    pack = db.session.get(StarterPack, pack_id)
    if pack is None:
        raise NotFound(_("This pack does not exist."))
    return pack


def get_run(run_id: int) -> PackRun:
    """Return one run, with who asked for it.

    :raises NotFound: no such run
    """
    run = db.session.get(PackRun, run_id, options=[joinedload(PackRun.author)])
    if run is None:
        raise NotFound(_("This run does not exist."))
    return run


def runs() -> Select[PackRun]:
    """Select all runs with who asked for them, the newest first."""
    return select(PackRun).options(joinedload(PackRun.author)).order_by(PackRun.id.desc())


def hashes_in_use(scheme: Origin) -> list[str]:
    """Return the hashes of the packs of a catalogue which somebody may still need."""
    kept_hashes = select(StarterPack.file_hash).where(StarterPack.scheme == scheme)
    waiting = select(PackRun.file_hash).where(PackRun.scheme == scheme, PackRun.ended_at.is_(None))
    return list(db.session.scalars(kept_hashes.union(waiting)))


def loaded(pack: Pack) -> Mapping[str, int]:
    """Return how many jobs of each group are in the company's catalogue already."""
    codes = set(db.session.scalars(select(JobCode.code).where(JobCode.scheme == pack.scheme)))
    counted = Counter(job.group for job in pack.jobs if job.code in codes)
    for group in pack.groups:
        if group.parent:
            counted[group.parent] += counted[group.code]
    return counted
