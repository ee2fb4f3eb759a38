"""How an application stands, as a sentence for whoever reads it; never a status noun."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from talentgrow.infra.i18n import gettext as _
from talentgrow.missions import days
from talentgrow.missions.applications.models import Application, DeclineReason
from talentgrow.missions.states import ApplicationStatus as A


@dataclass(frozen=True, slots=True)
class Named:
    """The names and the day that a sentence may hold."""

    applicant: str
    owner: str
    manager: str
    day: str


Sentences = Mapping[A, Callable[[Named], str]]
FOR_APPLICANT: Sentences = {
    A.MANAGER_PENDING: lambda n: _("%(name)s has the word on your application", name=n.manager),
    A.MANAGER_REFUSED: lambda n: _("%(name)s said no, and HR may decide otherwise", name=n.manager),
    A.UNDER_REVIEW: lambda n: _("%(name)s is reading your application", name=n.owner),
    A.MANAGER_DEFERRED: lambda n: _("%(name)s is reading your application", name=n.owner),
    A.TALK_PLANNED: lambda n: _("%(name)s would like to talk with you", name=n.owner),
    A.OFFERED: lambda _n: _("A seat is yours if you want it"),
    A.WAITLISTED: lambda _n: _("You are on the waiting list"),
    A.DECLINED: lambda n: _("%(name)s chose others this time", name=n.owner),
}
FOR_OTHERS: Sentences = {
    A.MANAGER_PENDING: lambda n: _("%(name)s’s application waits for a word", name=n.applicant),
    A.MANAGER_REFUSED: lambda n: _(
        "%(manager)s said no for %(name)s", manager=n.manager, name=n.applicant
    ),
    A.UNDER_REVIEW: lambda n: _("%(owner)s owes %(name)s an answer", **_two(n)),
    A.MANAGER_DEFERRED: lambda n: _("%(owner)s owes %(name)s an answer", **_two(n)),
    A.TALK_PLANNED: lambda n: _("A talk with %(name)s is planned", name=n.applicant),
    A.OFFERED: lambda n: _("A seat is kept for %(name)s", name=n.applicant),
    A.WAITLISTED: lambda n: _("%(name)s is on the waiting list", name=n.applicant),
    A.DECLINED: lambda n: _("%(name)s was not chosen", name=n.applicant),
}
FOR_BOTH: Sentences = {
    A.DRAFT: lambda _n: _("A draft which only you read"),
    A.SUBMITTED: lambda _n: _("The application was sent"),
    A.ACCEPTED: lambda n: _("The seat was accepted on %(day)s", day=n.day),
    A.IN_PROGRESS: lambda _n: _("The mission is under way"),
    A.COMPLETED: lambda _n: _("The mission is done"),
    A.PARTIALLY_COMPLETED: lambda _n: _("A part of the mission is done"),
    A.DID_NOT_START: lambda _n: _("It did not begin"),
    A.WITHDRAWN: lambda n: _("The application was taken back on %(day)s", day=n.day),
    A.OFFER_DECLINED: lambda _n: _("The seat was not taken"),
    A.EXPIRED: lambda _n: _("It ended without an answer"),
}


def for_applicant(application: Application, owner: str, *, today: date) -> str:
    """Return the news of an application for the one who sent it; `owner` is a first name."""
    return _said(FOR_APPLICANT, application, owner, today)


def for_others(application: Application, owner: str, *, today: date) -> str:
    """Return how an application stands for an owner, the manager or HR."""
    return _said(FOR_OTHERS, application, owner, today)


def for_whoever_must_act(application: Application) -> str:
    """Return the news for the one who has the word: an owner, the manager or HR."""
    name = application.person.name
    if application.status is A.MANAGER_PENDING:
        return _("%(name)s waits for your word", name=name)
    return _("%(name)s waits for your answer", name=name)


def _said(sentences: Sentences, application: Application, owner: str, today: date) -> str:
    if application.declined_reason is DeclineReason.MISSION_CANCELLED:
        return _("The mission was cancelled")
    manager = application.manager
    has_word = manager is not None and application.climbed_at is None
    named = Named(
        applicant=application.person.given_name,
        owner=owner,
        manager=manager.given_name if has_word and manager is not None else _("Somebody in HR"),
        day=days.in_words(application.since.date(), today),
    )
    return {**FOR_BOTH, **sentences}[application.status](named)


def _two(named: Named) -> dict[str, str]:
    return {"owner": named.owner, "name": named.applicant}
