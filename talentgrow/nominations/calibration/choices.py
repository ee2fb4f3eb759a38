"""What a decision may name (pools, people who may owe something), and whom sessions are about."""

from collections.abc import Iterable

from sqlalchemy import exists, or_, select

from talentgrow.claims.queries import manager_of
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import search_key
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.calibration.values import DecisionValues
from talentgrow.nominations.models import (
    Campaign,
    Candidacy,
    Nomination,
    NominationIntent,
    Nominee,
)
from talentgrow.nominations.pools.models import TalentPool
from talentgrow.nominations.states import CONSENTED, NominationStatus
from talentgrow.people import queries as people
from talentgrow.people.models import Person
from talentgrow.people.parts import looks_after

WHOLE = "0"


def pools(actor: Actor) -> list[TalentPool]:
    """Return the pools of the actor’s part which can be joined, by name."""
    found = db.session.scalars(select(TalentPool).where(TalentPool.retired_at.is_(None)))
    mine = [pool for pool in found if looks_after(actor, pool.unit_id, pool.site_id)]
    return sorted(mine, key=lambda pool: (search_key(localized(pool.name)), pool.id))


def who_may_owe(nominee: Nominee, by: Actor, manager: Person | None) -> list[Person]:
    """Return who may owe a nominee something, by name: manager, nominators, reference, who decides.

    Never the nominee: the company has the word. Nobody who spoke for another wish is named.
    """
    known = {by.person_id, manager.id if manager else None}
    said = (
        exists()
        .where(
            Nomination.nominee_id == nominee.id,
            Nomination.status == NominationStatus.SUBMITTED,
            Person.id.in_((Nomination.nominator_id, Nomination.reference_id)),
            NominationIntent.nomination_id == Nomination.id,
            NominationIntent.intent == Candidacy.intent,
            Candidacy.nominee_id == nominee.id,
            Candidacy.status.in_(CONSENTED),
        )
        .correlate(Person)
    )
    found = db.session.scalars(
        select(Person)
        .where(
            or_(Person.id.in_(known - {None}), said),
            Person.id != nominee.person_id,
            Person.left_on.is_(None),
        )
        .order_by(Person.search_key, Person.id)
    )
    return list(found)


def not_offered(
    values: DecisionValues, before: DecisionValues | None, nominee: Nominee, by: Actor
) -> dict[str, str]:
    """Return, by field, what a decision names although it was not offered; what stood there may."""

    def is_new(name: str) -> bool:
        chosen = getattr(values, name)
        return chosen is not None and (before is None or getattr(before, name) != chosen)

    errors = {}
    if is_new("pool_id") and values.pool_id not in _ids(pools(by)):
        errors["pool_id"] = _("Choose a pool of your part.")
    if is_new("action_owner_id") and values.action_owner_id not in _ids(
        who_may_owe(nominee, by, manager_of(nominee.person_id))
    ):
        errors["action_owner_id"] = _("Say who does it.")
    if is_new("talk_with_id") and values.talk_with_id != by.person_id:
        errors["talk_with_id"] = _("Only you can offer a talk with you.")
    return errors


def _ids(rows: Iterable[Person | TalentPool]) -> set[int]:
    return {row.id for row in rows}


def parts(actor: Actor, campaign: Campaign) -> list[tuple[str, str]]:
    """Return what a session of a campaign can be about: all of it first, then units, then sites."""
    whole = [(WHOLE, _("Everybody in the campaign"))]
    units = [
        (f"unit:{unit.id}", localized(unit.name))
        for unit in people.units()
        if looks_after(actor, unit.id, None)
    ]
    sites = [
        (f"site:{site.id}", site.name)
        for site in people.sites()
        if looks_after(actor, None, site.id)
    ]
    found = sorted(units, key=lambda one: search_key(one[1])) + sites
    return (whole if looks_after(actor, campaign.unit_id, campaign.site_id) else []) + found


def part_of(session: CalibrationSession) -> str:
    """Return the name of the part that a session is about, as `parts` offers it."""
    place, campaign = (session.unit_id, session.site_id), session.campaign
    if place == (campaign.unit_id, campaign.site_id):
        return WHOLE
    return f"unit:{session.unit_id}" if session.unit_id else f"site:{session.site_id}"
