"""Who may do what with a mission."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.missions.models import Mission
from talentgrow.missions.states import MissionStatus


def owns(actor: Actor, mission: Mission) -> bool:
    """Tell whether the actor owns a mission whose co-owners are loaded."""
    return actor.is_person(mission.owner_id) or any(
        actor.is_person(owner.person_id) for owner in mission.co_owners
    )


def _answers_for_hr(actor: Actor, mission: Mission) -> bool:
    return actor.is_hr_for(mission.owner_id) and not owns(actor, mission)


@rule("missions.explore")
def may_explore(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here may look at missions."""
    return actor.person_id is not None


@rule("missions.propose")
def may_propose(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here may propose a mission."""
    return actor.person_id is not None


@rule("missions.edit")
def may_edit(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission change it."""
    return owns(actor, mission)


@rule("missions.submit")
def may_submit(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission hand it in."""
    return owns(actor, mission)


@rule("missions.publish")
def may_publish(actor: Actor, mission: Mission) -> bool:
    """Owners publish their mission; one that HR reads first is published by HR, not by an owner."""
    if mission.status is MissionStatus.SUBMITTED:
        return _answers_for_hr(actor, mission)
    return owns(actor, mission)


@rule("missions.send_back")
def may_send_back(actor: Actor, mission: Mission) -> bool:
    """HR of the owner’s part sends a mission back, with a comment; not their own."""
    return _answers_for_hr(actor, mission)


@rule("missions.moderate")
def may_moderate(actor: Actor, _subject: None = None) -> bool:
    """HR reads the missions that wait for a word before they are published."""
    return actor.is_hr


@rule("missions.pause")
def may_pause(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission pause it."""
    return owns(actor, mission)


@rule("missions.resume")
def may_resume(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission open it again."""
    return owns(actor, mission)


@rule("missions.staff")
def may_staff(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission say that its team is complete."""
    return owns(actor, mission)


@rule("missions.reopen")
def may_reopen(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission look for more people."""
    return owns(actor, mission)


@rule("missions.complete")
def may_complete(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission close it, once both sides have written."""
    return owns(actor, mission)


@rule("missions.cancel")
def may_cancel(actor: Actor, mission: Mission) -> bool:
    """Those who own a mission, and HR of the owner’s part, may cancel it."""
    return owns(actor, mission) or actor.is_hr_for(mission.owner_id)


@rule("missions.hand_over")
def may_hand_over(actor: Actor, mission: Mission) -> bool:
    """Those who own a mission hand it over; once its owner has left, HR of that part does."""
    has_left = mission.owner.left_on is not None
    return owns(actor, mission) or (has_left and actor.is_hr_for(mission.owner_id))


@rule("missions.archive")
def may_archive(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission put it away."""
    return owns(actor, mission)


@rule("missions.copy")
def may_copy(actor: Actor, _mission: Mission) -> bool:
    """Whoever may read a mission may propose one like it."""
    return actor.person_id is not None


@rule("missions.save")
def may_save(actor: Actor, _mission: Mission) -> bool:
    """Whoever may read a mission may keep it and ask for new ones like it."""
    return actor.person_id is not None


@rule("missions.ask")
def may_ask(actor: Actor, mission: Mission) -> bool:
    """Whoever may read a mission may ask about it, except those who own it."""
    return actor.person_id is not None and not owns(actor, mission)


@rule("missions.answer")
def may_answer(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission answer questions about it."""
    return owns(actor, mission)


@rule("missions.choose_suggestions")
def may_choose_suggestions(actor: Actor, _subject: None = None) -> bool:
    """People choose for themselves how missions are suggested to them."""
    return actor.person_id is not None


@rule("missions.read_applicants")
def may_read_applicants(actor: Actor, mission: Mission) -> bool:
    """Only those who own a mission read who applied."""
    return owns(actor, mission)


@rule("missions.set_rules")
def may_set_rules(actor: Actor, _subject: None = None) -> bool:
    """HR of the whole organisation sets the rules about missions."""
    return actor.is_hr_for_all


@rule("missions.edit_themes")
def may_edit_themes(actor: Actor, _subject: None = None) -> bool:
    """HR of the whole organisation writes the strategic themes."""
    return actor.is_hr_for_all
