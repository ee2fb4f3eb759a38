"""Missions and applications as the shapes which the API gives, each reader their own."""

from talentgrow.api import mission_schemas as schemas
from talentgrow.api import shapes
from talentgrow.graph import matching
from talentgrow.kernel.access import Actor
from talentgrow.missions import policy
from talentgrow.missions.applications import queries
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import HouseRules, Mission, Theme
from talentgrow.people.models import Person


def person(record: Person) -> schemas.PersonReference:
    """Return somebody by name."""
    return schemas.PersonReference(id=record.id, name=record.name)


def mission_line(record: Mission, fit: matching.Fit | None) -> schemas.MissionLine:
    """Return a mission, loaded in full, for a list."""
    return schemas.MissionLine(
        id=record.id,
        title=shapes.text(record.title),
        status=record.status,
        owner=person(record.owner),
        theme=_theme(record.theme),
        unit=shapes.optional(record.unit),
        site=shapes.place(record.site),
        place=record.place,
        hours_a_week=record.hours_a_week,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        apply_by=record.apply_by,
        seats=record.seats,
        seats_left=record.seats_left,
        skills=[
            schemas.MissionSkill(
                skill=shapes.reference(one.skill),
                needed=one.needed,
                importance=one.importance,
                grown_to=one.grown_to,
            )
            for one in record.skills
        ],
        fit=_fit(fit) if fit is not None and fit.is_known else None,
    )


def mission(record: Mission, fit: matching.Fit | None) -> schemas.Mission:
    """Return a mission, loaded in full, with what one does and learns."""
    return schemas.Mission(
        **dict(mission_line(record, fit)),
        tasks=shapes.text(record.tasks),
        learning=shapes.text(record.learning),
        co_owners=[person(one.person) for one in record.co_owners],
        is_released=record.is_released,
        months_in_post=record.months_in_post,
        keeps_accepting=record.keeps_accepting,
    )


def application(record: Application, actor: Actor, house: HouseRules) -> schemas.Application:
    """Return an application, loaded in full, as the actor may read it."""
    is_own = actor.is_person(record.person_id)
    is_owner = policy.owns(actor, record.mission) and not is_own
    is_hr = actor.is_hr_for(record.person_id)
    is_manager = record.manager_id is not None and actor.is_person(record.manager_id)
    reads_answer = is_own or is_owner
    # An owner who is HR too reads as an owner.
    reads_word = is_own or is_manager or (is_hr and not is_owner)
    return schemas.Application(
        id=record.id,
        mission_id=record.mission_id,
        mission_title=shapes.text(record.mission.title),
        person=person(record.person),
        status=record.status,
        since=record.since,
        sent_at=record.sent_at,
        needs_word=record.needs_word,
        waits=_waits(record, house),
        message=record.message if is_own or is_owner else None,
        available_from=record.available_from,
        word_reason=record.word_reason if reads_word else None,
        talk_at=record.talk_at if is_own or is_owner else None,
        declined_reason=record.declined_reason if reads_answer else None,
        feedback=record.feedback if reads_answer else None,
        next_step=record.next_step if reads_answer else None,
        next_mission_id=record.next_mission_id if reads_answer else None,
        next_note=record.next_note if reads_answer else None,
        offers_talk=record.offers_talk if reads_answer else None,
    )


def _theme(record: Theme | None) -> schemas.ThemeReference | None:
    if record is None:
        return None
    return schemas.ThemeReference(id=record.id, name=shapes.text(record.name))


def _fit(fit: matching.Fit) -> schemas.Fit:
    return schemas.Fit(
        zone=fit.zone,
        gap=fit.gap,
        score=fit.score,
        lines=[
            schemas.FitLine(
                skill_id=line.skill,
                have=line.have,
                needed=line.needed,
                grown_to=line.grown_to,
                missing=line.missing,
                gains=line.gains,
                is_assumed=line.is_assumed,
            )
            for line in fit.lines
        ],
        rule_version=matching.RULE_VERSION,
    )


def _waits(record: Application, house: HouseRules) -> schemas.Waits | None:
    due = queries.deadline(record, silence_days=house.silence_days)
    return schemas.Waits(who=due.who, by=due.by, then=due.then) if due else None
