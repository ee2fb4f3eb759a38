"""What people are told when time takes a step with a mission or an application."""

from collections.abc import Collection
from datetime import date, datetime

from talentgrow.infra.i18n import lazy_gettext as _
from talentgrow.infra.i18n import ngettext
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.time.told import tell
from talentgrow.missions.waits import places
from talentgrow.notifications.service import NoticeKind
from talentgrow.people.models import Person

CLIMBED = NoticeKind(
    "missions.climbed",
    _(
        "Nobody answered %(who)s about “%(mission)s” for the team. HR has the word: "
        "you have until %(by)s, then the application ends."
    ),
    needs_action=True,
)
CLIMBED_FOR_PERSON = NoticeKind(
    "missions.climbed_for_person",
    _(
        "%(manager)s has not answered about “%(mission)s”. HR now has the word, until %(by)s: "
        "you need do nothing."
    ),
)
CLIMBED_WITHOUT_MANAGER = NoticeKind(
    "missions.climbed_without_manager",
    _(
        "Nobody manages your team at present. HR has the word on “%(mission)s”, until %(by)s: "
        "you need do nothing."
    ),
)
CLIMBED_FOR_MANAGER = NoticeKind(
    "missions.climbed_for_manager",
    _("You did not answer %(who)s about “%(mission)s” in time. HR now has the word."),
)
WORD_MOVED = NoticeKind(
    "missions.word_moved",
    _(
        "%(who)s, now in your team, applied to “%(mission)s” and needs your word. "
        "You have until %(by)s, then HR takes over."
    ),
    needs_action=True,
)
WORD_MOVED_FOR_PERSON = NoticeKind(
    "missions.word_moved_for_person",
    _("%(manager)s is now your manager and has until %(by)s to answer about “%(mission)s”."),
)
OFFER_LOST = NoticeKind(
    "missions.offer_lost",
    _("The seat in “%(mission)s” was kept for you until %(by)s. It goes to the next person."),
)
OFFER_LOST_FOR_OWNER = NoticeKind(
    "missions.offer_lost_for_owner",
    _("%(who)s did not answer your offer in “%(mission)s”. The seat is free for the next person."),
)
EXPIRED = NoticeKind(
    "missions.expired",
    _(
        "Nobody answered your application to “%(mission)s” in time, and it has ended. "
        "See what you could try next."
    ),
)
EXPIRED_FOR_OWNER = NoticeKind(
    "missions.expired_for_owner",
    _("The application of %(who)s to “%(mission)s” has ended without an answer."),
)
DRAFT_DROPPED = NoticeKind(
    "missions.draft_dropped",
    _("It is too late to apply to “%(mission)s”. Your draft was not sent."),
)
SEAT_MISSED = NoticeKind(
    "missions.seat_missed",
    _("“%(mission)s” goes on without a seat for you. See what you could try next."),
)
NEVER_BEGAN = NoticeKind(
    "missions.never_began",
    _("“%(mission)s” has ended before you could begin. It counts neither for nor against you."),
)
LEFT = NoticeKind(
    "missions.left", _("%(who)s has left and takes no part in “%(mission)s” any more.")
)
STARTED = NoticeKind("missions.started", _("“%(mission)s” has begun. You are part of it."))


def _begun(*, mission: str, count: int) -> str:
    return ngettext(
        "“%(mission)s” has begun, with one person.",
        "“%(mission)s” has begun, with %(num)s people.",
        count,
        mission=mission,
    )


BEGUN = NoticeKind("missions.begun", _begun)
STILL_OPEN = NoticeKind(
    "missions.still_open",
    _("“%(mission)s” has begun, and people who applied still wait for your answer."),
    needs_action=True,
)
NOBODY_ACCEPTED = NoticeKind(
    "missions.nobody_accepted",
    _(
        "“%(mission)s” was to begin on %(day)s and nobody has accepted. It is paused: "
        "choose other dates, or cancel it."
    ),
    needs_action=True,
)
ENDED = NoticeKind(
    "missions.ended",
    _(
        "“%(mission)s” is over. You have until %(by)s to say what you learned: "
        "without it there is no credit."
    ),
    needs_action=True,
)
ENDED_FOR_OWNER = NoticeKind(
    "missions.ended_for_owner",
    _("“%(mission)s” is over. You have until %(by)s to say how it went for each of the team."),
    needs_action=True,
)
CLOSED_COMPLETE = NoticeKind("missions.closed_complete", _("“%(mission)s” is closed."))
CLOSED_WITHOUT = NoticeKind(
    "missions.closed_without",
    _(
        "“%(mission)s” is closed. A debrief is missing for %(names)s: "
        "the credit comes once both sides have written."
    ),
)
CLOSED_WITHOUT_YOURS = NoticeKind(
    "missions.closed_without_yours",
    _("“%(mission)s” is closed. A debrief is missing: the credit comes once both are written."),
)
PAUSED_SILENT = NoticeKind(
    "missions.paused_silent",
    _(
        "“%(mission)s” is paused: people have been waiting for your answer since %(since)s. "
        "Answer them, then open it again."
    ),
    needs_action=True,
)
PAUSED_FOR_APPLICANT = NoticeKind(
    "missions.paused_for_applicant",
    _(
        "“%(mission)s” is paused, as its owners have not answered. Your application waits until "
        "%(by)s, then it ends with next steps."
    ),
)
PAUSED_OWNERLESS_FOR_APPLICANT = NoticeKind(
    "missions.paused_ownerless_for_applicant",
    _("%(who)s, who owned “%(mission)s”, has left. It is paused, and HR looks after it."),
)


def tell_climb(
    application: Application,
    mission: Mission,
    *,
    hr: Collection[int],
    person: Person,
    manager: Person | None,
    by: date,
    now: datetime,
) -> None:
    """Tell HR of that part, the person and their manager that HR has the word."""
    key, url = f"application:{application.id}:climbed", places.application(application)
    tell(hr, CLIMBED, mission, key=key, url=places.word(application), now=now, who=person, by=by)
    if manager is None:
        tell([person.id], CLIMBED_WITHOUT_MANAGER, mission, key=key, url=url, now=now, by=by)
        return
    tell(
        [person.id], CLIMBED_FOR_PERSON, mission, key=key, url=url, now=now, by=by, manager=manager
    )
    tell([manager.id], CLIMBED_FOR_MANAGER, mission, key=key, url=url, now=now, who=person)


def tell_new_manager(
    application: Application,
    mission: Mission,
    *,
    person: Person,
    manager: Person,
    by: date,
    now: datetime,
) -> None:
    """Tell the present manager that the word is theirs, and the person whom they wait for."""
    key = f"application:{application.id}:word_of:{manager.id}"
    word, url = places.word(application), places.application(application)
    tell([manager.id], WORD_MOVED, mission, key=key, url=word, now=now, who=person, by=by)
    tell(
        [person.id],
        WORD_MOVED_FOR_PERSON,
        mission,
        key=key,
        url=url,
        now=now,
        manager=manager,
        by=by,
    )


def tell_end(
    kinds: tuple[NoticeKind | None, NoticeKind | None],
    application: Application,
    mission: Mission,
    *,
    person: Person,
    owners: Collection[int],
    now: datetime,
    **details: object,
) -> None:
    """Tell the person and the owners what became of an application, where it needs saying."""
    to_person, to_owner = kinds
    # With its day: offered again from the waiting list, somebody may lose an offer twice.
    day = f"{now:%Y-%m-%d}"
    if to_person is not None:
        key = f"application:{application.id}:{to_person.name}:{day}"
        url = places.application(application)
        tell([person.id], to_person, mission, key=key, url=url, now=now, **details)
    if to_owner is not None:
        key = f"application:{application.id}:{to_owner.name}:{day}"
        url = places.applicants(mission)
        tell(owners, to_owner, mission, key=key, url=url, now=now, who=person)
