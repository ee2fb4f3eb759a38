"""What people are told about their levels and those of their team."""

from datetime import date, datetime

from flask import url_for

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.notifications.service import NoticeKind, notify
from talentgrow.people.models import Person
from talentgrow.skills.models import Endorsement, Skill, SkillClaim

TO_ANSWER = NoticeKind(
    "claims.to_answer", _("%(who)s asks for your view on skill levels."), needs_action=True
)
TO_ANSWER_STILL = NoticeKind(
    "claims.to_answer_still",
    _("%(who)s has been waiting for your view on skill levels since %(since)s."),
    needs_action=True,
)
CONFIRMED = NoticeKind(
    "claims.confirmed", _("%(who)s confirms your level in %(skill)s: %(level)s.")
)
OTHER_LEVEL = NoticeKind(
    "claims.other_level",
    _("%(who)s sees your level in %(skill)s at %(level)s and says why."),
)
DISAGREED = NoticeKind(
    "claims.disagreed",
    _("%(who)s sees their level in %(skill)s at %(level)s, not as you do. You may answer."),
    needs_action=True,
)
EXPIRED = NoticeKind(
    "claims.expired",
    _("Nobody answered your level in %(skill)s. It stays declared; you may ask again."),
)
PEER_ASKED = NoticeKind(
    "claims.peer_asked",
    _("%(who)s asks what you have seen of their %(skill)s."),
    needs_action=True,
)
PEER_ASKED_STILL = NoticeKind(
    "claims.peer_asked_still",
    _("%(who)s has been waiting for your word on their %(skill)s since %(since)s."),
    needs_action=True,
)
PEER_ANSWERED = NoticeKind(
    "claims.peer_answered", _("%(who)s has seen your %(skill)s at level %(level)s.")
)
PEER_DECLINED = NoticeKind(
    "claims.peer_declined", _("%(who)s would rather say nothing about %(skill)s.")
)
PEER_EXPIRED = NoticeKind(
    "claims.peer_expired",
    _("%(who)s did not answer about %(skill)s. You may ask again, or ask somebody else."),
)


def ask_manager(person: Person, manager_id: int, *, on: date, now: datetime) -> None:
    """Tell a manager that somebody of the team asks for a view: once a day, however many levels."""
    notify(
        manager_id,
        TO_ANSWER,
        key=_day_of_asking(person.id, on),
        url=url_for("claims.team"),
        now=now,
        who=person.name,
    )


def remind_manager(person: Person, manager_id: int, *, on: date, after: int, now: datetime) -> None:
    """Remind a manager of what somebody asked on one day."""
    notify(
        manager_id,
        TO_ANSWER_STILL,
        key=f"{_day_of_asking(person.id, on)}:after:{after}",
        url=url_for("claims.team"),
        now=now,
        who=person.name,
        since=on,
    )


def tell_answer(
    answer: SkillClaim, skill: Skill, who: Person, *, same: bool, now: datetime
) -> None:
    """Tell the person what their manager answered."""
    notify(
        answer.person_id,
        CONFIRMED if same else OTHER_LEVEL,
        key=f"claim:{answer.id}:said",
        url=_history(skill.id),
        now=now,
        who=who.name,
        skill=skill.name,
        level=answer.level,
    )


def tell_disagreement(
    own: SkillClaim, skill: Skill, who: Person, *, manager_id: int, now: datetime
) -> None:
    """Tell the manager that the person sees it otherwise."""
    notify(
        manager_id,
        DISAGREED,
        key=f"claim:{own.id}:disagrees",
        url=url_for("claims.team"),
        now=now,
        who=who.name,
        skill=skill.name,
        level=own.level,
    )


def tell_expiry(claim: SkillClaim, skill: Skill, *, now: datetime) -> None:
    """Tell the person that nobody answered in time."""
    notify(
        claim.person_id,
        EXPIRED,
        key=f"claim:{claim.id}:expired",
        url=_history(skill.id),
        now=now,
        skill=skill.name,
    )


def ask_peer(request: Endorsement, skill: Skill, who: Person, *, now: datetime) -> None:
    """Tell a colleague that their word is asked for."""
    notify(
        request.peer_id,
        PEER_ASKED,
        key=_request(request),
        url=url_for("claims.endorse", endorsement_id=request.id),
        now=now,
        who=who.name,
        skill=skill.name,
    )


def remind_peer(
    request: Endorsement, skill: Skill, who: Person, *, after: int, now: datetime
) -> None:
    """Remind a colleague whose word is asked for."""
    notify(
        request.peer_id,
        PEER_ASKED_STILL,
        key=f"{_request(request)}:after:{after}",
        url=url_for("claims.endorse", endorsement_id=request.id),
        now=now,
        who=who.name,
        skill=skill.name,
        since=request.asked_at.date(),
    )


def tell_peer_answer(
    request: Endorsement, skill: Skill, peer: Person, *, level: int, now: datetime
) -> None:
    """Tell the person what a colleague said."""
    _tell_asker(PEER_ANSWERED, request, skill, peer, now=now, level=level)


def tell_peer_declined(request: Endorsement, skill: Skill, peer: Person, *, now: datetime) -> None:
    """Tell the person that a colleague would rather say nothing."""
    _tell_asker(PEER_DECLINED, request, skill, peer, now=now)


def tell_peer_expiry(request: Endorsement, skill: Skill, peer: Person, *, now: datetime) -> None:
    """Tell the person that a colleague did not answer in time."""
    _tell_asker(PEER_EXPIRED, request, skill, peer, now=now)


def _tell_asker(
    kind: NoticeKind,
    request: Endorsement,
    skill: Skill,
    peer: Person,
    *,
    now: datetime,
    **details: object,
) -> None:
    notify(
        request.claim.person_id,
        kind,
        key=f"{_request(request)}:{kind.name}",
        url=_history(skill.id),
        now=now,
        who=peer.name,
        skill=skill.name,
        **details,
    )


def _history(skill_id: int) -> str:
    return url_for("skills.history", skill_id=skill_id)


def _day_of_asking(person_id: int, on: date) -> str:
    return f"claims:{person_id}:asked:{on.isoformat()}"


def _request(request: Endorsement) -> str:
    """Return the key of one asking; taken back and asked again, a colleague hears once a day."""
    return f"endorsement:{request.id}:{request.asked_at.date().isoformat()}"
