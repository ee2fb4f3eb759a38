"""The menu of each reader, and what every page says about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_login import current_user

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.web import current_actor
from talentgrow.kernel.access import Actor
from talentgrow.kernel.text import initials

_MY_SKILLS = ("skills.", "claims.declare", "claims.ask", "claims.endorse", "claims.disagree")
_HR_MISSIONS = (
    "mission_editing.moderation.",
    "applications.hr",
    "mission_house.themes.",
    "mission_house.rules.",
)
_HR_CAMPAIGNS = (
    "campaigns.hr",
    "campaigns.progress",
    "campaigns.new",
    "campaigns.edit",
    "campaigns.life.",
    "calibration.",
    "nominations.for_another",
    "pools.index",
    "pools.show",
    "pools.find",
    "pools.keeping.",
    "pools.approaches.choose",
)
_HR_ROUNDS = ("rounds.hr", "rounds.follow", "rounds.editing.", "rounds.life.")
_CATALOGUE = ("catalogue.", "skill_editing.", "skill_families.", "skill_merging.")


def _everybody(_actor: Actor) -> bool:
    return True


def _has_team(actor: Actor) -> bool:
    return bool(actor.report_ids)


def _is_hr(actor: Actor) -> bool:
    return actor.is_hr


def _is_hr_for_all(actor: Actor) -> bool:
    return actor.is_hr_for_all


def _is_admin(actor: Actor) -> bool:
    return actor.is_admin


def _is_only_admin(actor: Actor) -> bool:
    return actor.is_admin and not actor.is_hr


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the menu: what it is called, its page, and the endpoints that belong to it.

    An entry with `parts` opens a second line of entries; its own page is that of the first part.
    """

    label: Any
    endpoint: str
    belongs: tuple[str, ...]
    is_for: Callable[[Actor], bool] = _everybody
    parts: tuple["Entry", ...] = ()

    def nearness(self, place: str) -> int:
        """Return how closely a page belongs to this entry: 0 not at all, else the longest match."""
        own = (len(start) for start in self.belongs if place.startswith(start))
        return max((*own, *(part.nearness(place) for part in self.parts)), default=0)


MENU = (
    Entry(_("Home"), "home.index", ("home.",)),
    Entry(
        _("My path"),
        "mobility.path",
        (),
        parts=(
            Entry(_("My path"), "mobility.path", ("mobility.",)),
            Entry(_("Nominations"), "nominations.own", ("nominations.", "nominees.", "letters.")),
            Entry(_("Campaigns"), "campaigns.index", ("campaigns.",)),
            Entry(_("My talent pools"), "pools.mine", ("pools.",)),
        ),
    ),
    Entry(
        _("Missions"),
        "missions.index",
        (),
        parts=(
            Entry(
                _("Find a mission"), "missions.index", ("missions.", "mission_house.themes.show")
            ),
            Entry(_("Kept missions"), "missions.kept", ("missions.kept",)),
            Entry(_("My applications"), "applications.mine", ("applications.", "debriefs.")),
            Entry(
                _("Missions I own"),
                "mission_editing.own",
                (
                    "mission_editing.",
                    "applications.applicants",
                    "applications.decide",
                    "debriefs.index",
                ),
            ),
        ),
    ),
    Entry(
        _("Vis ma Vie"),
        "offers.index",
        (),
        parts=(
            Entry(_("See a job"), "offers.index", ("offers.", "visits.request")),
            Entry(_("My wishes"), "visit_wishes.index", ("visit_wishes.",)),
            Entry(
                _("My visits"),
                "visits.mine",
                ("visits.", "agreements.", "visit_debriefs.", "calendar.", "exchanges."),
            ),
            Entry(_("Show my job"), "offers.own", ("offers.own", "offers.new", "offers.editing.")),
            Entry(_("Rounds"), "rounds.index", ("rounds.",)),
        ),
    ),
    Entry(_("My skills"), "skills.index", _MY_SKILLS),
    Entry(
        _("Directory"),
        "jobs.index",
        (),
        parts=(
            Entry(_("Jobs"), "jobs.index", ("jobs.", "job.", "packs.propose")),
            Entry(
                _("Colleagues"),
                "people.index",
                ("people.", "profile.", "records.", "certificates."),
            ),
            Entry(_("Organisation"), "organisation.show", ("organisation.",)),
        ),
    ),
    Entry(
        _("My team"),
        "team.index",
        (),
        _has_team,
        parts=(
            Entry(_("The team"), "team.index", ("team.", "pools.approaches.index")),
            Entry(_("Skills of the team"), "team.heat_map", ("team.heat_map",)),
            Entry(
                _("Levels to answer"),
                "claims.team",
                ("claims.team", "claims.answer_team"),
            ),
            Entry(_("Applications to answer"), "applications.team", ("applications.team",)),
            Entry(_("Visits to answer"), "visits.words", ("visits.words",)),
        ),
    ),
    Entry(
        _("HR overview"),
        "map.index",
        (),
        _is_hr,
        parts=(
            Entry(_("Mobility map"), "map.index", ("map.index",)),
            Entry(_("Renamed posts"), "map.renamings", ("map.renamings",)),
            Entry(_("Two views"), "claims.differences", ("claims.differences",)),
            Entry(_("Missions"), "mission_editing.moderation.index", _HR_MISSIONS),
            Entry(_("Campaigns"), "campaigns.hr", _HR_CAMPAIGNS),
            Entry(_("Rounds of visits"), "rounds.hr", _HR_ROUNDS),
            Entry(_("Skills"), "catalogue.index", _CATALOGUE),
            Entry(_("Imports"), "imports.index", ("imports.",)),
            Entry(_("Starter packs"), "packs.index", ("packs.",), _is_hr_for_all),
        ),
    ),
    Entry(_("Imports"), "imports.index", ("imports.",), _is_only_admin),
    Entry(_("Accounts"), "accounts.index", ("accounts.",), _is_admin),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu, for one page."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """The signed-in person, as the page's header shows them."""

    name: str
    given_name: str
    initials: str
    account_url: str


def init_app(app: Flask) -> None:
    """Give every template the menu and the reader."""
    app.context_processor(_context)


def _context() -> dict[str, object]:
    language_url = url_for("auth.language")
    # A page that tells of a broken database must not ask it who is reading.
    if g.get("is_failing") or not current_user.is_authenticated:
        return {"navigation": [], "section": None, "reader": None, "language_url": language_url}
    person = current_user.person
    place = _place()
    entries = [entry for entry in MENU if entry.is_for(current_actor())]
    current = _nearest(entries, place)
    return {
        "language_url": language_url,
        "sign_out_url": url_for("security.logout"),
        "search_url": url_for("jobs.index"),
        "preferences_url": url_for("preferences.show"),
        "method_url": url_for("mobility.computed"),
        "navigation": [_item(entry, entry is current) for entry in entries],
        "section": _section(current, place) if current and current.parts else None,
        "reader": Reader(
            person.name, person.given_name, initials(person.name), url_for("auth.account")
        ),
    }


def _section(entry: Entry, place: str) -> dict[str, object]:
    """Return the second line of the menu, with its name."""
    parts = [part for part in entry.parts if part.is_for(current_actor())]
    current = _nearest(parts, place)
    return {
        "label": str(entry.label),
        "parts": [_item(part, part is current) for part in parts],
    }


def _nearest(entries: Sequence[Entry], place: str) -> Entry | None:
    """Return the entry to which a page belongs most closely; the first of equals."""
    found = max(entries, key=lambda entry: entry.nearness(place), default=None)
    return found if found and found.nearness(place) else None


def _item(entry: Entry, is_current: bool) -> Item:
    return Item(str(entry.label), url_for(entry.endpoint), is_current)


def _place() -> str:
    """Return the endpoint of the page, or the one under which it said that it belongs."""
    endpoint = str(g.get("menu_place") or request.endpoint or "")
    whose = (request.view_args or {}).get("person_id")
    if endpoint.startswith("skills.") and whose not in (None, current_actor().person_id):
        return "team.skills" if whose in current_actor().report_ids else "people.skills"
    if endpoint.startswith(_CATALOGUE) and not current_actor().is_hr:
        return "skills.catalogue"
    return endpoint
