"""The menu of each reader, and what every page says about them."""

from dataclasses import dataclass

from flask import Flask, g, request, url_for
from flask_login import current_user

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import current_actor
from talentgrow.kernel.text import initials

_MY_SKILLS = ("skills.", "claims.declare", "claims.ask", "claims.endorse", "claims.disagree")
_JOBS = ("jobs.", "job.", "packs.propose")
_COLLEAGUES = ("people.", "profile.", "organisation.", "records.")
_TEAM = ("team.", "claims.team", "claims.answer_team")
_CATALOGUE = ("catalogue.", "skill_editing.", "skill_families.", "skill_merging.")
_HR_PAGES = ("map.", "imports.", "packs.", "claims.differences", *_CATALOGUE)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu."""

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
        return {"navigation": [], "hr_navigation": [], "reader": None, "language_url": language_url}
    person = current_user.person
    return {
        "language_url": language_url,
        "sign_out_url": url_for("security.logout"),
        "search_url": url_for("jobs.index"),
        "preferences_url": url_for("preferences.show"),
        "method_url": url_for("mobility.computed"),
        "navigation": _main_menu(),
        "hr_navigation": _hr_menu() if _in_hr_pages() else [],
        "reader": Reader(
            person.name, person.given_name, initials(person.name), url_for("auth.account")
        ),
    }


def _main_menu() -> list[Item]:
    entries = [
        (_("Home"), "home.index", ("home.",)),
        (_("My path"), "mobility.path", ("mobility.",)),
        (_("My skills"), "skills.index", _MY_SKILLS),
        (_("Jobs"), "jobs.index", _JOBS),
        (_("Colleagues"), "people.index", _COLLEAGUES),
    ]
    if current_actor().report_ids:
        entries.append((_("My team"), "team.index", _TEAM))
    at = _place()
    items = [Item(label, url_for(name), at.startswith(parts)) for label, name, parts in entries]
    if current_actor().is_hr:
        items.append(Item(_("HR overview"), url_for("map.index"), _in_hr_pages()))
    elif current_actor().is_admin:
        items.append(Item(_("Imports"), url_for("imports.index"), at.startswith("imports.")))
    if current_actor().is_admin:
        items.append(Item(_("Accounts"), url_for("accounts.index"), at.startswith("accounts.")))
    return items


def _hr_menu() -> list[Item]:
    entries = [
        (_("Mobility map"), "map.index", ("map.index",)),
        (_("Renamed posts"), "map.renamings", ("map.renamings",)),
        (_("Two views"), "claims.differences", ("claims.differences",)),
        (_("Skills"), "catalogue.index", _CATALOGUE),
        (_("Imports"), "imports.index", ("imports.",)),
    ]
    if current_actor().is_hr_for_all:
        entries.append((_("Starter packs"), "packs.index", ("packs.",)))
    at = _place()
    return [Item(label, url_for(name), at.startswith(parts)) for label, name, parts in entries]


def _in_hr_pages() -> bool:
    at = _place()
    return current_actor().is_hr and at.startswith(_HR_PAGES) and not at.startswith(_JOBS)


def _place() -> str:
    """Return the endpoint of the page; where it shows another's skills, one that says so."""
    endpoint = request.endpoint or ""
    whose = (request.view_args or {}).get("person_id")
    if endpoint.startswith("skills.") and whose not in (None, current_actor().person_id):
        return "team.skills" if whose in current_actor().report_ids else "people.skills"
    if endpoint.startswith(_CATALOGUE) and not current_actor().is_hr:
        return "skills.catalogue"
    return endpoint
