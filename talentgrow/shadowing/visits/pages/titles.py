"""What there is to know of a visit in one sentence, for each of its readers."""

from datetime import date

from talentgrow.infra.i18n import gettext as _
from talentgrow.shadowing.states import BOOKED
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Side, Visit
from talentgrow.shadowing.visits.pages import wording


def title(visit: Visit, side: Side | None, *, today: date) -> str:
    """Return the news of a visit for one of its sides, or for somebody else."""
    if side is Side.VISITOR:
        return _for_visitor(visit, visit.host.given_name, today)
    if side is Side.HOST:
        return _for_host(visit, visit.visitor.given_name, today)
    return _for_others(visit, today)


def _for_visitor(visit: Visit, name: str, today: date) -> str:
    when = wording.span(visit.starts_on, visit.ends_on, today)
    if visit.status is V.CONFIRMED and visit.ends_on < today:
        return _("How was your visit with %(name)s?", name=name)
    return {
        V.REQUESTED: _("You asked %(name)s for a visit", name=name),
        V.HOST_DECLINED: _("%(name)s cannot take you this time", name=name),
        V.PROPOSED: _("You could visit %(name)s", name=name),
        V.ONE_WAY_ASKED: _("Keep your visit with %(name)s, one-way?", name=name),
        V.LOST: _("Your visit with %(name)s comes to nothing", name=name),
        V.HOST_ACCEPTED: _("%(name)s says yes to your visit", name=name),
        V.MANAGER_REFUSED: _("Your visit with %(name)s was refused", name=name),
        V.TO_SIGN: _("Your visit with %(name)s is agreed: it is signed now", name=name),
        V.CONFIRMED: _("You visit %(name)s %(when)s", name=name, when=when),
        V.TOOK_PLACE: _("You visited %(name)s", name=name),
        V.PARTIAL: _("You visited %(name)s in part", name=name),
        V.NO_SHOW: _("Your visit with %(name)s did not take place", name=name),
        V.CLOSED: _("You visited %(name)s", name=name)
        if visit.closed_as is not V.NO_SHOW
        else _("Your visit with %(name)s did not take place", name=name),
        V.CANCELLED: _("Your visit with %(name)s is called off", name=name),
        V.EXPIRED: _("Your visit with %(name)s ended without an answer", name=name),
    }[visit.status]


def _for_host(visit: Visit, name: str, today: date) -> str:
    when = wording.span(visit.starts_on, visit.ends_on, today)
    if visit.status is V.CONFIRMED and visit.ends_on < today:
        return _("How was the visit of %(name)s?", name=name)
    return {
        V.REQUESTED: _("%(name)s would like to visit you", name=name),
        V.HOST_DECLINED: _("You said no to %(name)s", name=name),
        V.PROPOSED: _("%(name)s could visit you", name=name),
        V.ONE_WAY_ASKED: _("Keep the visit of %(name)s, one-way?", name=name),
        V.LOST: _("The visit of %(name)s comes to nothing", name=name),
        V.HOST_ACCEPTED: _("You said yes to the visit of %(name)s", name=name),
        V.MANAGER_REFUSED: _("The visit of %(name)s was refused", name=name),
        V.TO_SIGN: _("The visit of %(name)s is agreed: it is signed now", name=name),
        V.CONFIRMED: _("%(name)s visits you %(when)s", name=name, when=when),
        V.TOOK_PLACE: _("%(name)s visited you", name=name),
        V.PARTIAL: _("%(name)s visited you in part", name=name),
        V.NO_SHOW: _("The visit of %(name)s did not take place", name=name),
        V.CLOSED: _("%(name)s visited you", name=name)
        if visit.closed_as is not V.NO_SHOW
        else _("The visit of %(name)s did not take place", name=name),
        V.CANCELLED: _("The visit of %(name)s is called off", name=name),
        V.EXPIRED: _("The visit of %(name)s ended without an answer", name=name),
    }[visit.status]


def _for_others(visit: Visit, today: date) -> str:
    visitor, host = visit.visitor.name, visit.host.name
    if visit.status in {V.REQUESTED, V.PROPOSED, V.ONE_WAY_ASKED, V.HOST_ACCEPTED}:
        return _("%(visitor)s would like to visit %(host)s", visitor=visitor, host=host)
    if visit.status in BOOKED:
        when = wording.span(visit.starts_on, visit.ends_on, today)
        return _("%(visitor)s visits %(host)s %(when)s", visitor=visitor, host=host, when=when)
    took_place = visit.status in {V.TOOK_PLACE, V.PARTIAL} or (
        visit.status is V.CLOSED and visit.closed_as is not V.NO_SHOW
    )
    if took_place:
        return _("%(visitor)s visited %(host)s", visitor=visitor, host=host)
    return _(
        "The visit of %(visitor)s with %(host)s does not take place", visitor=visitor, host=host
    )
