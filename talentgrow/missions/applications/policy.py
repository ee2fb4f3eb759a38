"""Who may do what with an application."""

from talentgrow.kernel.access import Actor, rule
from talentgrow.missions import policy
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus


def was_sent(application: Application) -> bool:
    """Tell whether it ever reached anybody: a draft that has ended is a draft still."""
    return application.sent_at is not None


def _owns(actor: Actor, application: Application) -> bool:
    """Tell whether the actor owns the mission, and is not the one who applies."""
    own = actor.is_person(application.person_id)
    return policy.owns(actor, application.mission) and not own


def _is_manager(actor: Actor, application: Application) -> bool:
    asked = application.manager_id is not None and actor.is_person(application.manager_id)
    return asked and not actor.is_person(application.person_id)


def _is_hr(actor: Actor, application: Application) -> bool:
    """Tell whether the actor is HR of the applicant’s part and has no part in the matter."""
    involved = actor.is_person(application.person_id) or policy.owns(actor, application.mission)
    return actor.is_hr_for(application.person_id) and not involved


def _has_the_word(actor: Actor, application: Application) -> bool:
    if application.status is ApplicationStatus.MANAGER_REFUSED:
        return _is_hr(actor, application)
    if application.climbed_at is not None and _is_hr(actor, application):
        return True
    return _is_manager(actor, application)


@rule("applications.apply")
def may_apply(actor: Actor, mission: Mission) -> bool:
    """Everybody may apply to a mission, except those who own it."""
    return actor.person_id is not None and not policy.owns(actor, mission)


@rule("applications.read")
def may_read(actor: Actor, application: Application) -> bool:
    """The applicant, those who own the mission, the manager and HR of that part read it."""
    if actor.is_person(application.person_id):
        return True
    if not was_sent(application):
        return False
    return (
        _owns(actor, application)
        or _is_manager(actor, application)
        or actor.is_hr_for(application.person_id)
    )


@rule("applications.send")
def may_send(actor: Actor, application: Application) -> bool:
    """People send their own application, unless they own the mission."""
    return actor.is_person(application.person_id) and not policy.owns(actor, application.mission)


@rule("applications.agree")
def may_agree(actor: Actor, application: Application) -> bool:
    """The manager who was asked agrees; after ten days without a word, or against a no, HR does."""
    return _has_the_word(actor, application)


@rule("applications.defer")
def may_defer(actor: Actor, application: Application) -> bool:
    """The manager who was asked says from when; after ten days without a word, or a no, HR does."""
    return _has_the_word(actor, application)


@rule("applications.refuse")
def may_refuse(actor: Actor, application: Application) -> bool:
    """The manager who was asked refuses with a reason; after ten days without a word, HR may."""
    return _has_the_word(actor, application)


@rule("applications.list_own")
def may_list_own(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here reads what they applied to."""
    return actor.person_id is not None


@rule("applications.list_words")
def may_list_words(actor: Actor, was_asked: bool = False) -> bool:
    """Applications are listed for those who manage somebody, or were asked for their word."""
    return bool(actor.report_ids or was_asked)


@rule("applications.list_hr_words")
def may_list_hr_words(actor: Actor, _subject: None = None) -> bool:
    """Applications that wait for the word of HR are listed for HR."""
    return actor.is_hr


@rule("applications.plan_talk")
def may_plan_talk(actor: Actor, application: Application) -> bool:
    """Only those who own the mission plan a talk."""
    return _owns(actor, application)


@rule("applications.offer")
def may_offer(actor: Actor, application: Application) -> bool:
    """Only those who own the mission offer a seat, and not to themselves."""
    return _owns(actor, application)


@rule("applications.waitlist")
def may_waitlist(actor: Actor, application: Application) -> bool:
    """Only those who own the mission put somebody on the waiting list."""
    return _owns(actor, application)


@rule("applications.decline")
def may_decline(actor: Actor, application: Application) -> bool:
    """Only those who own the mission decline, with a reason, a word and a next step."""
    return _owns(actor, application)


@rule("applications.accept")
def may_accept(actor: Actor, application: Application) -> bool:
    """Only the person to whom a seat is offered accepts it."""
    return actor.is_person(application.person_id)


@rule("applications.decline_offer")
def may_decline_offer(actor: Actor, application: Application) -> bool:
    """Only the person to whom a seat is offered says no to it."""
    return actor.is_person(application.person_id)


@rule("applications.withdraw")
def may_withdraw(actor: Actor, application: Application) -> bool:
    """People withdraw their own application, at any time."""
    return actor.is_person(application.person_id)


@rule("applications.complete")
def may_complete(actor: Actor, application: Application) -> bool:
    """Only those who own the mission say how it ended for somebody."""
    return _owns(actor, application)


@rule("applications.complete_partly")
def may_complete_partly(actor: Actor, application: Application) -> bool:
    """Only those who own the mission say that somebody did a part of it."""
    return _owns(actor, application)


@rule("applications.miss_start")
def may_miss_start(actor: Actor, application: Application) -> bool:
    """Only those who own the mission say that somebody did not start."""
    return _owns(actor, application)


@rule("applications.debrief")
def may_debrief(actor: Actor, application: Application) -> bool:
    """Those who did a mission and those who own it write what they learned."""
    return actor.is_person(application.person_id) or _owns(actor, application)


@rule("applications.read_debrief")
def may_read_debrief(actor: Actor, application: Application) -> bool:
    """What both sides wrote is for the person, those who own the mission and HR of that part."""
    return (
        actor.is_person(application.person_id)
        or _owns(actor, application)
        or actor.is_hr_for(application.person_id)
    )


@rule("applications.read_credit")
def may_read_credit(actor: Actor, application: Application) -> bool:
    """A certificate is for the person, their manager and HR of that part."""
    return (
        actor.is_person(application.person_id)
        or actor.manages(application.person_id)
        or actor.is_hr_for(application.person_id)
    )


@rule("applications.check_certificate")
def may_check_certificate(actor: Actor, _subject: None = None) -> bool:
    """Everybody who works here may check the code of a certificate."""
    return actor.person_id is not None
