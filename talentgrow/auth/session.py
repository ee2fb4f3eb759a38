"""Who is behind the present request."""

from flask import Flask
from flask_login import current_user, user_logged_in
from flask_security import password_changed

from talentgrow.audit import service as audit
from talentgrow.auth.models import Account
from talentgrow.infra import clock, i18n
from talentgrow.kernel.access import Actor, Role
from talentgrow.people import queries as people

PASSWORD_CHANGED = audit.Kind("accounts.password_changed")


def as_actor() -> Actor:
    """Return the signed-in person as the policies see them; managing follows from assignments."""
    if not current_user.is_authenticated:
        return Actor(person_id=None, roles=frozenset())
    reports = people.report_ids(current_user.person_id)
    roles = {Role.EMPLOYEE} | {granted.name for granted in current_user.roles}
    if reports:
        roles.add(Role.MANAGER)
    return Actor(current_user.person_id, frozenset(roles), reports)


def _speak_their_language(_app: Flask, user: Account, **_event: object) -> None:
    if user.person.locale:
        i18n.choose(user.person.locale)


def _remember_new_password(_app: Flask, user: Account, **_event: object) -> None:
    audit.record(PASSWORD_CHANGED, user, by=as_actor(), now=clock.now())


def init_app(app: Flask) -> None:
    """Let signing in bring the person's own language, and keep changes of password in the trail."""
    user_logged_in.connect(_speak_their_language, app)
    password_changed.connect(_remember_new_password, app)
