"""What can be done with job families. Functions flush; the web edge commits."""

from dataclasses import dataclass
from datetime import datetime

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.jobs import queries
from talentgrow.jobs.models import JobFamily
from talentgrow.jobs.signals import catalogue_changed
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError

CREATED = audit.Kind("jobs.family_created", "code")
CHANGED = audit.Kind("jobs.family_changed", "code", "before")


class FamilyCodeTaken(DomainError):
    """Another family has this code."""


@dataclass(frozen=True, kw_only=True)
class FamilyValues:
    """What a family is called, in both languages and in two letters, and its colour slot."""

    code: str
    name_fr: str
    name_en: str
    colour: int


def create(values: FamilyValues, *, by: Actor, now: datetime) -> JobFamily:
    """Add a family of jobs.

    :raises FamilyCodeTaken: another family has the code
    """
    _check_code(values.code, None)
    family = JobFamily(
        code=values.code, name_fr=values.name_fr, name_en=values.name_en, colour=values.colour
    )
    db.session.add(family)
    db.session.flush()
    audit.record(CREATED, family, by=by, now=now, code=family.code)
    catalogue_changed.send(family)
    return family


def edit(family: JobFamily, values: FamilyValues, *, by: Actor, now: datetime) -> None:
    """Call a family otherwise; its jobs stay in it.

    :raises FamilyCodeTaken: another family has the code
    """
    _check_code(values.code, family.id)
    before = family.code
    family.code, family.colour = values.code, values.colour
    family.name_fr, family.name_en = values.name_fr, values.name_en
    db.session.flush()
    audit.record(CHANGED, family, by=by, now=now, code=family.code, before=before)
    catalogue_changed.send(family)


def _check_code(code: str, own_id: int | None) -> None:
    taken = queries.family_id_of(code)
    if taken is not None and taken != own_id:
        raise FamilyCodeTaken(_("Another family has this code."))
