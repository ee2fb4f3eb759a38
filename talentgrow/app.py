"""The composition root: the only module which knows every feature."""

from collections.abc import Mapping
from pathlib import Path

from apiflask import APIFlask
from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate

from talentgrow import navigation
from talentgrow.api import access as api_access
from talentgrow.api import v1
from talentgrow.audit import receipts
from talentgrow.auth import links
from talentgrow.auth import pages as auth
from talentgrow.auth import security as sign_in
from talentgrow.auth import session as auth_session
from talentgrow.claims import nightly as claims_nightly
from talentgrow.claims.views import bp as claims
from talentgrow.config import Settings, checked, from_environment
from talentgrow.exports.views import bp as exports
from talentgrow.home.team.views import bp as team
from talentgrow.home.views import bp as home
from talentgrow.imports import service as imports_service
from talentgrow.imports import work as imports_work
from talentgrow.imports.views import bp as imports
from talentgrow.infra import (
    addresses,
    api,
    clock,
    i18n,
    logs,
    mail,
    security,
    tasks,
    templates,
    web,
)
from talentgrow.infra.db import db, engine_options
from talentgrow.jobs import skill_merges
from talentgrow.jobs.signals import catalogue_changed
from talentgrow.jobs.views import bp as jobs
from talentgrow.missions import aims
from talentgrow.missions import nightly as missions_nightly
from talentgrow.missions.applications import weeks as mission_weeks
from talentgrow.missions.applications.views import bp as applications
from talentgrow.missions.certificates import codes
from talentgrow.missions.debriefs import certificate as mission_certificates
from talentgrow.missions.debriefs.certificate_views import bp as certificates
from talentgrow.missions.debriefs.views import bp as debriefs
from talentgrow.missions.editing import owners as mission_owners
from talentgrow.missions.editing.views import bp as mission_editing
from talentgrow.missions.explore.views import bp as missions
from talentgrow.missions.house_pages.views import bp as mission_house
from talentgrow.missions.skill_merges import of_growth, of_missions
from talentgrow.mobility import aims as path_aims
from talentgrow.mobility import snapshot
from talentgrow.mobility.job_views import bp as job_page
from talentgrow.mobility.map_views import bp as map_pages
from talentgrow.mobility.views import bp as paths
from talentgrow.nominations import nightly as nominations_nightly
from talentgrow.nominations.calibration.views import bp as calibration
from talentgrow.nominations.campaigns.views import bp as campaigns
from talentgrow.nominations.consent.views import bp as nominees
from talentgrow.nominations.letters.views import bp as letters
from talentgrow.nominations.pools.views import bp as pools
from talentgrow.nominations.time import leaving as nominations_leaving
from talentgrow.nominations.writing.views import bp as nominations
from talentgrow.notifications import outbox, sending, tidying
from talentgrow.notifications.views import bp as notifications
from talentgrow.packs.loading import run as packs_run
from talentgrow.packs.proposal_views import bp as packs
from talentgrow.people import load
from talentgrow.people import service as people_service
from talentgrow.people.recipients import recipients
from talentgrow.people.signals import person_left, person_moved
from talentgrow.people.views import organisation_bp as organisation
from talentgrow.people.views import preferences_bp as preferences
from talentgrow.profile.directory_views import bp as people
from talentgrow.profile.record_views import bp as records
from talentgrow.profile.skill_views import bp as skills
from talentgrow.profile.views import bp as profile
from talentgrow.shadowing import nightly as shadowing_nightly
from talentgrow.shadowing import skill_merges as visit_skill_merges
from talentgrow.shadowing.agreements.views import bp as agreements
from talentgrow.shadowing.calendar.views import bp as calendar
from talentgrow.shadowing.debriefs import certificate as visit_certificates
from talentgrow.shadowing.debriefs.views import bp as visit_debriefs
from talentgrow.shadowing.exchanges.views import bp as exchanges
from talentgrow.shadowing.offers.views import bp as offers
from talentgrow.shadowing.rounds import solving as rounds_solving
from talentgrow.shadowing.rounds.views import bp as rounds
from talentgrow.shadowing.time import leaving as shadowing_leaving
from talentgrow.shadowing.visits import load as visit_load
from talentgrow.shadowing.visits.views import bp as visits
from talentgrow.shadowing.wishes.views import bp as visit_wishes
from talentgrow.skills import alike
from talentgrow.skills.edit_views import bp as skill_editing
from talentgrow.skills.family_views import bp as skill_families
from talentgrow.skills.merge_views import bp as skill_merging
from talentgrow.skills.merging import followers, merge
from talentgrow.skills.signals import catalogue_changed as skills_changed
from talentgrow.skills.views import bp as catalogue

BLUEPRINTS = (
    *auth.BLUEPRINTS,
    agreements,
    applications,
    calendar,
    calibration,
    campaigns,
    catalogue,
    certificates,
    claims,
    debriefs,
    exchanges,
    exports,
    home,
    imports,
    job_page,
    jobs,
    letters,
    map_pages,
    mission_editing,
    mission_house,
    missions,
    nominations,
    nominees,
    notifications,
    offers,
    organisation,
    packs,
    paths,
    people,
    pools,
    preferences,
    profile,
    records,
    rounds,
    skill_editing,
    skill_families,
    skill_merging,
    skills,
    team,
    visit_debriefs,
    visit_wishes,
    visits,
)
PACKAGE = Path(__file__).parent


def _close_account(_person: object) -> None:
    """Let nobody sign in from the moment in which their last day is over."""
    auth.close_accounts_of_leavers()


# News from below and who reacts to it: the only place that connects the two.
REACTIONS = (
    (catalogue_changed, snapshot.ask_for_rebuild),
    (skills_changed, snapshot.ask_for_rebuild),
    (skills_changed, alike.ask_for_search),
    (person_left, _close_account),
    (person_left, mission_owners.pass_on),
    (person_left, nominations_leaving.see_off),
    (person_left, shadowing_leaving.see_off),
    (person_moved, snapshot.ask_for_rebuild),
)
YEAR_IN_SECONDS = 365 * 24 * 3600


def create_app(
    settings: Settings | None = None, overrides: Mapping[str, object] | None = None
) -> Flask:
    """Build one configured application; `overrides` are Flask keys, for tests.

    :raises ConfigurationError: a setting is missing or dangerous
    """
    settings = checked(settings or from_environment())
    app = api.create_app(__name__, instance_path=str(settings.instance_path))
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    app.config.update(_flask_settings(settings))
    app.config.update(overrides or {})
    app.extensions["talentgrow.settings"] = settings
    _install(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    v1.init_app(app)
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
        "DIRECTORY_LIMIT": settings.directory_limit,
        "LARGEST_IMPORT": settings.largest_import,
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
    auth.close_accounts_of_leavers()


def _keep_skills_in_order(queue: tasks.Tasks) -> None:
    followers.follow(skill_merges.NAME, skill_merges.Requirements())
    followers.follow(of_missions.NAME, of_missions.MissionSkills())
    followers.follow(of_growth.NAME, of_growth.Growths())
    for name, follower in visit_skill_merges.FOLLOWERS.items():
        followers.follow(name, follower)
    queue.register(alike.TASK, alike.find_apart)
    queue.register(merge.TASK, lambda: merge.gather(now=clock.now()))


def _install(app: APIFlask, settings: Settings) -> None:
    logs.init_app(app, settings.log_level)
    db.init_app(app)
    Migrate(app, db, directory=str(migrations_folder()), render_as_batch=True)
    i18n.init_app(app)
    addresses.init_app(app, settings)
    mail.init_app(app, settings)
    security.init_app(app, settings)
    web.init_app(app, auth_session.as_actor)
    sign_in.init_app(app)
    auth_session.init_app(app)
    api_access.init_app(app)
    Compress(app)
    templates.init_app(app)
    queue = tasks.init_app(app, settings)
    queue.register(snapshot.TASK, snapshot.rebuild_apart)
    queue.register(claims_nightly.TASK, claims_nightly.follow_up)
    queue.register_job(missions_nightly.TASK, missions_nightly.follow_up, when=tasks.EVERY_NIGHT)
    queue.register_job(
        nominations_nightly.TASK, nominations_nightly.follow_up, when=tasks.EVERY_NIGHT
    )
    queue.register_job(shadowing_nightly.TASK, shadowing_nightly.follow_up, when=tasks.EVERY_NIGHT)
    queue.register_job(rounds_solving.TASK, rounds_solving.compute_waiting, when=tasks.EVERY_NIGHT)
    queue.register(receipts.TASK, receipts.forget_old)
    queue.register(people_service.TASK, _see_leavers_off)
    queue.register(auth.TASK, auth.forget_old)
    queue.register_job(links.TASK, links.send_reset)
    queue.register(security.TASK, lambda: security.forget_old_sessions(app))
    queue.register(tidying.TASK, tidying.tidy)
    queue.register(imports_service.TASK, imports_service.tidy)
    queue.register_job(imports_work.JOB, imports_work.work, when=tasks.EVERY_NIGHT)
    queue.register_job(packs_run.TASK, packs_run.load_waiting, when=tasks.EVERY_NIGHT)
    queue.register_job(outbox.TASK, lambda: sending.run(recipients), when=tasks.EVERY_MINUTE)
    _keep_skills_in_order(queue)
    aims.learn_from(path_aims.levels_aimed_at)
    codes.know(mission_certificates.genuine)
    codes.know(visit_certificates.genuine)
    load.count(mission_weeks.MISSIONS)
    load.count(visit_load.VISITS)
    navigation.init_app(app)
    for news, reaction in REACTIONS:
        news.connect(reaction)
