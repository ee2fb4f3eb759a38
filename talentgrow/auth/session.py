"""Who is behind the present request."""

from collections.abc import Callable
from functools import cache

from flask import Flask, session
from flask_login import LoginManager, current_user, user_logged_in, user_logged_out

from talentgrow.auth import sessions, web
from talentgrow.auth.models import Account, GrantedRole
from talentgrow.infra import clock, i18n
from talentgrow.kernel.access import Actor, Role, Scope
from talentgrow.people import queries as people


def as_actor() -> Actor:
    """Return the signed-in person as the policies see them."""
    if not current_user.is_authenticated:
        return Actor(person_id=None, roles=frozenset())
    return actor_of(current_user)


def actor_of(account: Account) -> Actor:
    """Return the owner of an account as the policies see them; managing is no role given."""
    reports = people.report_ids(account.person_id)
    roles = {Role.EMPLOYEE} | {granted.name for granted in account.roles}
    if reports:
        roles.add(Role.MANAGER)
    scope = _scope(account.roles)
    return Actor(account.person_id, frozenset(roles), reports, scope, _reaches(scope))


def _scope(roles: list[GrantedRole]) -> Scope | None:
    """Return the part of the organisation for which somebody is HR; None means the whole."""
    limits = [limit for granted in roles if granted.name is Role.HR for limit in granted.scopes]
    if not limits:
        return None
    return Scope(
        people.with_units_below([limit.unit_id for limit in limits if limit.unit_id]),
        frozenset(limit.site_id for limit in limits if limit.site_id),
    )


def _reaches(scope: Scope | None) -> Callable[[int], bool]:
    """Return what tells whether a person belongs to a scope, asking once for each."""
    if scope is None:
        return lambda _person_id: True
    return cache(lambda person_id: people.is_person_within(scope, person_id))


def _speak_their_language(_app: Flask, user: Account, **_event: object) -> None:
    if user.person.locale:
        i18n.choose(user.person.locale)


def _sign_out(_app: Flask, **_event: object) -> None:
    sessions.sign_out(session.pop(web.SESSION_KEY, None), now=clock.now())


def _load(uniquifier: str) -> Account | None:
    return sessions.account_behind(web.present_session_id(), uniquifier, now=clock.now())


def init_app(app: Flask) -> None:
    """Let an open session say who is reading, and signing in bring their own language."""
    login: LoginManager = app.login_manager  # type: ignore[attr-defined]
    login.user_loader(_load)
    # Only a session signs somebody in: a token in an address would outlive signing out.
    login.request_loader(None)
    user_logged_in.connect(_speak_their_language, app)
    user_logged_out.connect(_sign_out, app)
