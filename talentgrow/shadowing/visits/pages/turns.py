"""Whose turn it is with a visit, by when, and what follows: in words, with names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import Actor
from talentgrow.missions import days
from talentgrow.shadowing import deadlines
from talentgrow.shadowing.deadlines import Deadline, Then
from talentgrow.shadowing.states import LEG_ASKED, TOLD
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits import words
from talentgrow.shadowing.visits.models import Answer, Side, Signer, Visit, VisitDebrief, VisitWord
from talentgrow.shadowing.visits.policy import may_clear, side_of, signers_needed, signs_as


@dataclass(frozen=True, slots=True)
class Turn:
    """Who must act, until which day, and what follows; `is_mine` when it is the reader."""

    words: str
    then: str
    is_mine: bool
    is_late: bool = False


def written(actor: Actor, visits: Iterable[Visit]) -> frozenset[int]:
    """Return on which of some visits somebody has written their debrief, by id."""
    told = [visit.id for visit in visits if visit.status in TOLD]
    if not told:
        return frozenset()
    found = select(VisitDebrief.visit_id).where(
        VisitDebrief.visit_id.in_(told), VisitDebrief.author_id == (actor.person_id or 0)
    )
    return frozenset(db.session.scalars(found))


def turn(actor: Actor, visit: Visit, *, today: date, has_written: bool = False) -> Turn | None:
    """Return whose turn it is with a visit loaded with its words; None: nobody owes anything.

    Who `has_written` their debrief has nothing left to do.
    """
    if has_written:
        return None
    if visit.status is V.HOST_ACCEPTED:
        return _of_words(actor, visit, today)
    found = deadlines.of_visit(
        visit.status, visit.since, starts_on=visit.starts_on, ends_on=visit.ends_on
    )
    if found is None:
        return None
    side = side_of(actor, visit)
    if visit.status is V.REQUESTED:
        return _until(visit.host.given_name, found, is_mine=side is Side.HOST, today=today)
    if visit.status in LEG_ASKED:
        return _of_leg(visit, side, found, today)
    if visit.status is V.TO_SIGN:
        return _to_sign(actor, visit, found, today)
    if visit.status is V.CONFIRMED and visit.starts_on > today:
        return None
    return _to_tell(visit, side, found, today)


def _until(name: str, found: Deadline, *, is_mine: bool, today: date) -> Turn:
    day, is_late = days.near(found.by, today), today > found.by
    if is_late:
        said = (
            _("Your answer was due on %(day)s.", day=day)
            if is_mine
            else _("%(name)s’s answer was due on %(day)s.", name=name, day=day)
        )
    else:
        said = (
            _("You have until %(day)s.", day=day)
            if is_mine
            else _("%(name)s has until %(day)s.", name=name, day=day)
        )
    return Turn(said, _then(found.then), is_mine, is_late)


def _then(then: Then) -> str:
    return {
        Then.EXPIRES: _("Without an answer it ends, and the place is free again."),
        Then.IS_LOST: _("Without an answer this visit comes to nothing."),
        Then.HR_TAKES_OVER: _("Without an answer HR takes over."),
        Then.IS_CALLED_OFF: _("If a signature is missing, the visit is called off."),
        Then.CLOSES: _("Then the visit is closed."),
        Then.CLOSES_WITHOUT: _("Then the visit is closed with what there is."),
    }[then]


def _of_words(actor: Actor, visit: Visit, today: date) -> Turn | None:
    """Say which managers have the word, or that the two choose a later day."""
    later = words.earliest(visit)
    is_side = side_of(actor, visit) is not None
    open_ones = [word for word in visit.words if word.answer is None]
    if later is not None and not open_ones:
        day = days.near(later, today)
        return Turn(
            _("Choose a day from %(day)s on.", day=day)
            if is_side
            else _("The two choose a day from %(day)s on.", day=day),
            _("The managers agree to the visit from then on."),
            is_side,
        )
    if not open_ones:
        return None
    mine = [word for word in open_ones if may_clear(actor, (visit, word))]
    word = min(mine or open_ones, key=lambda one: due(visit, one).by)
    found, is_mine = due(visit, word), bool(mine)
    return _until(asked(word), found, is_mine=is_mine, today=today)


def asked(word: VisitWord) -> str:
    """Return who has the word of one side, in a sentence."""
    if word.climbed_at is not None or word.manager is None:
        return _("Somebody in HR")
    return word.manager.given_name


def due(visit: Visit, word: VisitWord) -> Deadline:
    """Return until when a word is asked; an answer that is given owes nothing more."""
    found = deadlines.of_visit(
        V.HOST_ACCEPTED,
        word.asked_at,
        starts_on=visit.starts_on,
        ends_on=visit.ends_on,
        climbed_at=word.climbed_at,
    )
    if found is None:
        raise LookupError("a word that is asked has a day")
    return found


def _of_leg(visit: Visit, side: Side | None, found: Deadline, today: date) -> Turn:
    said = {Side.VISITOR: visit.visitor_says, Side.HOST: visit.host_says}
    day = days.near(found.by, today)
    if side is not None and said[side] is None:
        return Turn(_("You have until %(day)s.", day=day), _then(found.then), is_mine=True)
    names = {Side.VISITOR: visit.visitor.given_name, Side.HOST: visit.host.given_name}
    missing = [names[one] for one in Side if said[one] is None]
    if not missing:
        return Turn(
            _("The others of the ring have until %(day)s.", day=day), _then(found.then), False
        )
    return Turn(
        _("%(name)s has until %(day)s.", name=missing[0], day=day), _then(found.then), False
    )


def missing_signers(visit: Visit) -> tuple[Signer, ...]:
    """Return whose signatures what a visit says now still lacks."""
    signed = {one.signer for one in visit.signatures if one.version == visit.version}
    return tuple(signer for signer in signers_needed(visit) if signer not in signed)


def _to_sign(actor: Actor, visit: Visit, found: Deadline, today: date) -> Turn:
    missing = missing_signers(visit)
    day = days.near(found.by, today)
    if missing and today > found.by:
        is_mine = bool(set(missing) & set(signs_as(actor, visit)))
        return Turn(_("Signatures were due on %(day)s.", day=day), "", is_mine, is_late=True)
    is_mine = any(signer in missing for signer in signs_as(actor, visit))
    if is_mine:
        return Turn(_("Sign until %(day)s.", day=day), _then(found.then), True)
    names = [name_of(signer, visit) for signer in missing]
    if not names:
        return Turn(_("Everybody has signed."), "", False)
    if len(names) == 1:
        said = _("%(name)s signs until %(day)s.", name=names[0], day=day)
    else:
        said = _("%(names)s sign until %(day)s.", names=", ".join(names), day=day)
    return Turn(said, _then(found.then), False)


def name_of(signer: Signer, visit: Visit) -> str:
    """Return who signs in a role, by first name."""
    if signer is Signer.VISITOR:
        return visit.visitor.given_name
    if signer is Signer.HOST:
        return visit.host.given_name
    side = Side.VISITOR if signer is Signer.VISITOR_MANAGER else Side.HOST
    word = next((one for one in visit.words if one.side is side), None)
    if word is not None and word.manager is not None and word.climbed_at is None:
        return word.manager.given_name
    return _("Somebody in HR")


def _to_tell(visit: Visit, side: Side | None, found: Deadline, today: date) -> Turn | None:
    if side is None:
        return None
    day = days.near(found.by, today)
    if visit.status is V.NO_SHOW:
        return Turn(_("If it was otherwise, say so until %(day)s.", day=day), "", False)
    if visit.status in TOLD:
        return Turn(_("Write what surprised you until %(day)s.", day=day), _then(found.then), True)
    return Turn(_("Say how it was until %(day)s.", day=day), _then(found.then), True)


def said_of(word: VisitWord, visit: Visit, *, today: date) -> str:
    """Say what a manager, or HR in their place, has answered about one side."""
    who = asked(word)
    if word.answer is Answer.AGREED:
        return _("%(name)s agrees", name=who)
    if word.answer is Answer.DEFERRED and word.from_on is not None:
        day = days.in_words(word.from_on, today)
        return _("%(name)s agrees from %(day)s", name=who, day=day)
    if word.answer is Answer.REFUSED:
        return _("%(name)s says no", name=who)
    return _("%(name)s has not answered yet", name=who)
