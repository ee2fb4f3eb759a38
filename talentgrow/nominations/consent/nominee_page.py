"""The page of a nominee: for themselves, for HR once they agreed, and for whom they let read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.jobs.models import Job
from talentgrow.kernel.access import Actor
from talentgrow.nominations import policy
from talentgrow.nominations.consent import evidence, history, pages, readers
from talentgrow.nominations.consent.evidence import Choices
from talentgrow.nominations.consent.history import Step
from talentgrow.nominations.consent.pages import File
from talentgrow.nominations.consent.readers import Reader
from talentgrow.nominations.consent.service import LONGEST_DELAY
from talentgrow.nominations.consent.words import (
    Case,
    Said,
    for_nominee,
    for_reader,
    listed,
    meaning_for_nominee,
    wish_name,
)
from talentgrow.nominations.letters.pages import Owed, owed_to
from talentgrow.nominations.models import Candidacy, Nomination, Nominee
from talentgrow.nominations.queries import sent
from talentgrow.nominations.states import ANSWERED, CANDIDACY_FLOW, CONSENTED, RUNNING, WITH_NOMINEE
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.people import queries as people

NOT_CONCERNED = frozenset({K.DECLINED, K.WITHDRAWN, K.LAPSED})
RULES = {
    "accept": policy.may_accept,
    "postpone": policy.may_postpone,
    "decline": policy.may_decline,
    "withdraw_consent": policy.may_withdraw_consent,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """One candidacy: where it stands, and what the reader may do with it now."""

    id: int
    name: str
    # What the intent means, in one sentence.
    meaning: str
    status: K
    said: Said
    can: frozenset[str]

    @property
    def is_asked(self) -> bool:
        """Tell whether the nominee has the word."""
        return self.status in WITH_NOMINEE

    @property
    def is_agreed(self) -> bool:
        """Tell whether the nominee agreed."""
        return self.status in CONSENTED


@dataclass(frozen=True, slots=True)
class NomineePage:
    """What the page shows to one reader."""

    nominee: Nominee
    file: File
    title: str
    # What the nominee does today, for those who may not know them.
    post: str
    nominators: str
    wishes: tuple[Wish, ...]
    readers: tuple[Reader, ...]
    history: tuple[Step, ...]
    # What the nominee may show, where they may still write.
    choices: Choices | None
    owed: tuple[Owed, ...]
    has_letter: bool
    has_part: bool
    first_day: date
    last_day: date

    @property
    def is_own(self) -> bool:
        """Tell whether the nominee reads."""
        return self.file.is_own

    @property
    def is_asked(self) -> bool:
        """Tell whether an answer of the reader is awaited."""
        return self.is_own and any(wish.is_asked for wish in self.wishes)

    @property
    def is_agreed(self) -> bool:
        """Tell whether the nominee agreed to something."""
        return any(wish.is_agreed for wish in self.wishes)


def page(actor: Actor, nominee: Nominee, *, now: datetime) -> NomineePage:
    """Return the page of a nominee who is loaded with `queries.NOMINEE`."""
    today, own = now.date(), actor.is_person(nominee.person_id)
    file = pages.file_of(nominee, actor)
    read = [one for one in nominee.candidacies if own or one.status in CONSENTED]
    wishes = tuple(_wish(actor, nominee, one, today) for one in read)
    is_answered = any(wish.status in ANSWERED for wish in wishes)
    others = [one.nominator for one in pages.heard(nominee, actor) if _is_other(one)]
    by = [one.given_name if own else one.name for one in others]
    return NomineePage(
        nominee=nominee,
        file=file,
        title=_own_title(wishes, by) if own else _title(nominee, wishes),
        post="" if own else _post(nominee.person_id),
        nominators=listed(by) if by else "",
        wishes=wishes,
        readers=readers.readers(nominee, file.whose.manager) if own else (),
        history=history.steps(nominee, today=today) if own else (),
        choices=evidence.choices(nominee) if own and may_still_write(nominee) else None,
        owed=owed_to(nominee.person_id, now=now) if own and is_answered else (),
        has_letter=is_answered,
        has_part=not own and policy.has_part(actor, nominee),
        first_day=today + timedelta(days=1),
        last_day=today + LONGEST_DELAY,
    )


def may_still_write(nominee: Nominee) -> bool:
    """Tell whether own words would be read: somebody has asked, and nothing is decided."""
    alive = any(one.status not in NOT_CONCERNED for one in nominee.candidacies)
    return nominee.campaign.status in RUNNING and alive


def _is_other(nomination: Nomination) -> bool:
    return nomination.nominator_id != nomination.person_id


def _wish(actor: Actor, nominee: Nominee, candidacy: Candidacy, today: date) -> Wish:
    case = Case(candidacy, nominee.campaign, _behind(nominee, candidacy), today)
    own = actor.is_person(nominee.person_id)
    said = for_nominee(case) if own else for_reader(case, nominee.person.given_name)
    return Wish(
        id=candidacy.id,
        name=wish_name(candidacy, nominee.campaign),
        meaning=meaning_for_nominee(candidacy.intent),
        status=candidacy.status,
        said=said,
        can=_open_steps(actor, nominee, candidacy),
    )


def _behind(nominee: Nominee, candidacy: Candidacy) -> list[str]:
    """Return the first names of the others who nominated for a wish."""
    return [
        one.nominator.given_name
        for one in sent(nominee)
        if _is_other(one) and any(row.intent is candidacy.intent for row in one.intents)
    ]


def _open_steps(actor: Actor, nominee: Nominee, candidacy: Candidacy) -> frozenset[str]:
    moves = CANDIDACY_FLOW.moves_from(candidacy.status)
    found = {step for step, rule in RULES.items() if step in moves and rule(actor, candidacy)}
    if nominee.campaign.status not in RUNNING:
        found -= {"accept", "postpone"}
    return frozenset(found)


def _own_title(wishes: Sequence[Wish], by: Sequence[str]) -> str:
    """Return the news for the nominee: what is asked, else how the best of their wishes stands."""
    statuses = {wish.status for wish in wishes}
    if statuses & ANSWERED:
        return _("HR has answered you")
    if statuses & WITH_NOMINEE:
        names = listed(by) if by else _("HR")
        if len(by) > 1:
            return _("%(names)s nominate you. You decide.", names=names)
        return _("%(name)s nominates you. You decide.", name=names)
    if statuses & CONSENTED:
        return _("You agreed, and HR reads your file")
    if K.POSTPONED in statuses:
        return _("You asked for time")
    if statuses & {K.DECLINED, K.WITHDRAWN}:
        return _("You said no, and it stays with you")
    return _("Nothing more comes of this nomination")


def _title(nominee: Nominee, wishes: Sequence[Wish]) -> str:
    if any(wish.status in ANSWERED for wish in wishes):
        return _("HR has answered %(name)s", name=nominee.person.name)
    return _("%(name)s agrees to be considered", name=nominee.person.name)


def _post(person_id: int) -> str:
    """Return what somebody does today and where: "Pilote de ligne, Angers"."""
    post = people.current_assignment(person_id)
    if post is None:
        return ""
    job = db.session.get(Job, post.job_id)
    place = post.site.name if post.site else localized(post.unit.name) if post.unit else ""
    return ", ".join(part for part in (localized(job.title) if job else "", place) if part)
