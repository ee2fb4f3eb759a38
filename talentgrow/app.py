"""The composition root: the only module which knows every feature."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate

from talentgrow import navigation
from talentgrow.auth import security as sign_in
from talentgrow.auth import service as accounts
from talentgrow.auth import session as auth_session
from talentgrow.auth.views import bp as auth
from talentgrow.config import Settings, checked, from_environment
from talentgrow.home.views import bp as home
from talentgrow.imports.views import bp as imports
from talentgrow.infra import i18n, logs, security, tasks, templates, web
from talentgrow.infra.db import db, engine_options
from talentgrow.jobs.signals import catalogue_changed
from talentgrow.jobs.views import bp as jobs
from talentgrow.mobility import snapshot
from talentgrow.mobility.job_views import bp as job_page
from talentgrow.mobility.map_views import bp as map_pages
from talentgrow.mobility.views import bp as paths
from talentgrow.people import service as people_service
from talentgrow.people.views import bp as people
from talentgrow.profile.skill_views import bp as skills
from talentgrow.profile.views import bp as profile

BLUEPRINTS = (auth, home, imports, job_page, jobs, map_pages, paths, people, profile, skills)
PACKAGE = Path(__file__).parent
# News from below and who reacts to it: the only place that connects the two.
REACTIONS = ((catalogue_changed, snapshot.ask_for_rebuild),)
YEAR_IN_SECONDS = 365 * 24 * 3600


def create_app(
    settings: Settings | None = None, overrides: Mapping[str, object] | None = None
) -> Flask:
    """Build one configured application; `overrides` are Flask keys, for tests.

    :raises ConfigurationError: a setting is missing or dangerous
    """
    settings = checked(settings or from_environment())
    app = Flask(__name__, instance_path=str(settings.instance_path))
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    app.config.update(_flask_settings(settings))
    app.config.update(overrides or {})
    app.extensions["talentgrow.settings"] = settings
    _install(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def migrations_folder() -> Path:
    """Return where the migrations are: inside an installed wheel, or beside the package."""
    inside = PACKAGE / "migrations"
    return inside if inside.exists() else PACKAGE.parent / "migrations"


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        **security.settings_for_flask(settings),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "ORGANISATION": settings.organisation,
        "DEFAULT_LOCALE": settings.default_locale,
        "TIMEZONE": settings.timezone,
        "SMALLEST_GROUP": settings.smallest_group,
        "SIGN_IN_LIMIT": settings.sign_in_limit,
        "SEND_FILE_MAX_AGE_DEFAULT": YEAR_IN_SECONDS,
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "text/javascript",
            "application/json",
            "image/svg+xml",
        ],
    }


def _see_leavers_off() -> None:
    """Note who has left, then close their accounts: in this order, in one task."""
    people_service.note_leavers()
    accounts.close_accounts_of_leavers()


def _install(app: Flask, settings: Settings) -> None:
    logs.init_app(app, settings.log_level)
    db.init_app(app)
    Migrate(app, db, directory=str(migrations_folder()), render_as_batch=True)
    i18n.init_app(app)
    limiter = security.init_app(app, settings)
    web.init_app(app, auth_session.as_actor)
    sign_in.init_app(app, limiter)
    auth_session.init_app(app)
    Compress(app)
    templates.init_app(app)
    queue = tasks.init_app(app, settings)
    queue.register(snapshot.TASK, snapshot.rebuild_apart)
    queue.register(people_service.TASK, _see_leavers_off)
    queue.register(security.TASK, lambda: security.forget_old_sessions(app))
    navigation.init_app(app)
    for news, reaction in REACTIONS:
        news.connect(reaction)
