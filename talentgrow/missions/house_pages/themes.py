"""Strategic themes: written by HR, read by everybody. Functions flush; the web edge commits."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from talentgrow.audit import service as audit
from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import language
from talentgrow.infra.versions import write_version
from talentgrow.kernel.access import Actor
from talentgrow.kernel.errors import DomainError, NotFound
from talentgrow.kernel.text import search_key
from talentgrow.missions import queries
from talentgrow.missions.explore import filters
from talentgrow.missions.models import Mission, Theme

CREATED = audit.Kind("missions.theme_created", "name_fr", "name_en")
CHANGED = audit.Kind("missions.theme_changed", "version", "changes")
RETIRED = audit.Kind("missions.theme_retired")
RESTORED = audit.Kind("missions.theme_restored")


class ThemeNameTaken(DomainError):
    """Another theme is called so."""


class ThemeOvertaken(DomainError):
    """Somebody else changed the theme meanwhile."""


@dataclass(frozen=True, kw_only=True)
class ThemeValues:
    """What a theme is called and why it exists, in both languages."""

    name_fr: str
    name_en: str
    explanation_fr: str
    explanation_en: str


def every() -> Sequence[Theme]:
    """Return all themes by name, those that are offered first."""
    name = Theme.name_en if language() == "en" else Theme.name_fr
    order = (Theme.retired_at.is_not(None), func.lower(name), Theme.id)
    return db.session.scalars(select(Theme).order_by(*order)).all()


def get(theme_id: int) -> Theme:
    """Return one theme.

    :raises NotFound: there is none with that id
    """
    theme = db.session.get(Theme, theme_id)
    if theme is None:
        raise NotFound(_("This theme does not exist."))
    return theme


def sizes() -> Mapping[int, int]:
    """Return how many missions hang on each theme, drafts and finished ones too."""
    counted = select(Mission.theme_id, func.count()).where(Mission.theme_id.is_not(None))
    rows = db.session.execute(counted.group_by(Mission.theme_id))
    return {theme_id: count for theme_id, count in rows if theme_id is not None}


def open_missions(actor: Actor, theme: Theme, *, today: date) -> Select[Mission]:
    """Select the missions of a theme to which one may apply, the soonest last day first."""
    return (
        queries.visible_to(actor)
        .where(Mission.theme_id == theme.id, filters.is_open(today))
        .order_by(Mission.apply_by, Mission.id)
    )


def create(values: ThemeValues, *, by: Actor, now: datetime) -> Theme:
    """Add a theme.

    :raises ThemeNameTaken: another theme is called so
    """
    _check_names(values, None)
    theme = Theme(**asdict(values))
    db.session.add(theme)
    db.session.flush()
    audit.record(CREATED, theme, by=by, now=now, name_fr=theme.name_fr, name_en=theme.name_en)
    return theme


def edit(theme: Theme, values: ThemeValues, *, version: int, by: Actor, now: datetime) -> None:
    """Say it otherwise, as `version` of it was read; missions stay on it.

    :raises ThemeNameTaken: another theme is called so
    :raises ThemeOvertaken: the theme has a newer version
    """
    _check_names(values, theme)
    changes = {
        name: [getattr(theme, name), value]
        for name, value in asdict(values).items()
        if getattr(theme, name) != value
    }
    if not changes:
        return
    if not write_version(theme, asdict(values), seen=version):
        raise ThemeOvertaken(_("Somebody else changed this theme while you were writing."))
    audit.record(CHANGED, theme, by=by, now=now, version=theme.version, changes=changes)


def retire(theme: Theme, *, by: Actor, now: datetime) -> None:
    """Offer a theme no longer; missions that hang on it keep it."""
    if theme.retired_at is None:
        theme.retired_at = now
        db.session.flush()
        audit.record(RETIRED, theme, by=by, now=now)


def restore(theme: Theme, *, by: Actor, now: datetime) -> None:
    """Offer a retired theme again."""
    if theme.retired_at is not None:
        theme.retired_at = None
        db.session.flush()
        audit.record(RESTORED, theme, by=by, now=now)


def _check_names(values: ThemeValues, own: Theme | None) -> None:
    """Refuse a name which another theme has, whatever its accents and capitals."""
    wanted = {search_key(values.name_fr), search_key(values.name_en)} - {""}
    for theme in every():
        is_other = own is None or theme.id != own.id
        if is_other and wanted & {search_key(theme.name_fr), search_key(theme.name_en)}:
            raise ThemeNameTaken(_("Another theme is called so already."))
