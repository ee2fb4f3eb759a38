"""The directory of colleagues."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from talentgrow.infra.paging import page_number
from talentgrow.infra.web import asked_id, authorize, current_actor, page_or_fragment
from talentgrow.kernel.access import Actor
from talentgrow.people import limits, organisation, policy
from talentgrow.profile import directory
from talentgrow.profile.directory import Presence, Wanted
from talentgrow.shadowing.wishes import pages as wishes
from talentgrow.shadowing.wishes.pages import Around
from talentgrow.shadowing.wishes.service import Kind

# Named after the feature, not the package: this page also reads jobs, which people may not know.
bp = Blueprint("people", __name__, url_prefix="/people", template_folder="templates")
LONGEST_SEARCH = 100


@bp.get("/")
def index() -> ResponseReturnValue:
    """List the colleagues whom the reader asks for, a page at a time."""
    authorize(policy.may_browse)
    limits.count_look_up()
    actor = current_actor()
    own = organisation.own_units(actor)
    wanted = wanted_by(actor, own.first)
    found = directory.directory(actor, wanted, own.all, page_number=page_number())
    return page_or_fragment(
        "profile/directory.html",
        "profile/_colleagues.html",
        found=found,
        around=_around(actor, wanted.chosen_unit_id),
    )


def _around(actor: Actor, unit_id: int | None) -> Around | None:
    """Return what is said of visits to the unit which the reader has chosen."""
    return wishes.around(actor, Kind.UNIT, unit_id) if unit_id is not None else None


def wanted_by(actor: Actor, own_unit: int | None = None) -> Wanted:
    """Return what the address asks for; one that asks for nothing means one's own unit."""
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    presence = request.args.get("who", "")
    unit_id = asked_id("unit")
    if unit_id is None and not words:
        unit_id = own_unit
    return Wanted(
        words=words,
        unit_id=unit_id,
        chosen_unit_id=asked_id("unit"),
        site_id=asked_id("site"),
        family_id=asked_id("family"),
        presence=Presence(presence) if actor.is_hr and presence in set(Presence) else Presence.ALL,
    )
