"""The file of a nominee: what is said of them and by whom, what shows it, what each side offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from talentgrow.claims.queries import manager_of
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.missions.debriefs import record
from talentgrow.missions.debriefs.record import Gained
from talentgrow.nominations import intents, queries
from talentgrow.nominations.consent.proofs import Proof, proofs_of
from talentgrow.nominations.models import Intent, Nomination, Nominee, Relation
from talentgrow.nominations.states import CONSENTED
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class Voice:
    """What one nominator says, for which wishes, and who wrote it down for them."""

    author: Person
    # Who they are to the nominee, in words of the reader.
    relation: str
    text: str
    wishes: str
    sent_at: datetime | None
    is_self: bool
    written_by: Person | None
    reference: Person | None
    # Why it was let in after the end of the campaign.
    late_reason: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody offers, or commits to."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose levels are shown to whom, for the sentences that say where a level comes from."""

    person: Person
    manager: Person | None
    reader_id: int
    gained: Mapping[int, Gained]

    @property
    def is_you(self) -> bool:
        """Tell whether the nominee reads."""
        return self.reader_id == self.person.id

    def is_manager(self, person: Person | None) -> bool:
        """Tell whether somebody is the present manager of the nominee."""
        return person is not None and self.manager is not None and person.id == self.manager.id


@dataclass(frozen=True, slots=True)
class File:
    """Everything that speaks for a nominee, as far as one reader may know it."""

    person: Person
    voices: tuple[Voice, ...]
    words: str
    words_at: datetime | None
    proofs: tuple[Proof, ...]
    # What the person commits to, and what others offer them.
    own_promises: tuple[Promise, ...]
    offers: tuple[Promise, ...]
    whose: Whose

    @property
    def is_own(self) -> bool:
        """Tell whether the nominee reads it."""
        return self.whose.is_you


def file_of(nominee: Nominee, actor: Actor = SYSTEM) -> File:
    """Return the file of a nominee, who is loaded with `queries.NOMINEE`.

    The nominee reads everything. Others read what was said for the wishes to which the nominee
    agreed, and nothing that was said for another wish only.
    """
    said = heard(nominee, actor)
    proofs = proofs_of(nominee, said, is_own=actor.is_person(nominee.person_id))
    whose = _whose(nominee, actor, proofs)
    own = [Promise(nominee.person.given_name, nominee.commitment)] if nominee.commitment else []
    offers = [one for one in said if one.commitment]
    return File(
        person=nominee.person,
        voices=tuple(_voice(nominee, one, whose) for one in said),
        words=nominee.words,
        words_at=nominee.words_at,
        proofs=proofs,
        own_promises=(*own, *(_promise(one) for one in offers if _is_self(one))),
        offers=tuple(_promise(one) for one in offers if not _is_self(one)),
        whose=whose,
    )


def heard(nominee: Nominee, actor: Actor) -> list[Nomination]:
    """Return the nominations which somebody reads, the oldest first."""
    said = queries.sent(nominee)
    if actor.is_person(nominee.person_id):
        return said
    agreed = agreed_to(nominee)
    return [one for one in said if any(row.intent in agreed for row in one.intents)]


def agreed_to(nominee: Nominee) -> frozenset[Intent]:
    """Return for what the nominee has agreed to be considered."""
    return frozenset(one.intent for one in nominee.candidacies if one.status in CONSENTED)


def relation_words(nomination: Nomination, person: Person, *, to_nominee: bool) -> str:
    """Return who a nominator is to the nominee, as it stands behind their name."""
    if nomination.relation is Relation.MANAGER:
        if to_nominee:
            return _("your manager")
        return _("manager of %(name)s", name=person.given_name)
    if nomination.relation is Relation.OTHER_MANAGER:
        return _("a manager")
    return _("a colleague")


def _voice(nominee: Nominee, said: Nomination, whose: Whose) -> Voice:
    agreed = None if whose.is_you else agreed_to(nominee)
    wishes = [row.intent for row in said.intents if agreed is None or row.intent in agreed]
    return Voice(
        author=said.nominator,
        relation=relation_words(said, nominee.person, to_nominee=whose.is_you),
        text=said.rationale,
        wishes=", ".join(intents.name_of(one, nominee.campaign) for one in Intent if one in wishes),
        sent_at=said.sent_at,
        is_self=_is_self(said),
        written_by=said.submitter if said.submitter_id != said.nominator_id else None,
        reference=said.reference,
        late_reason=said.late_reason if said.is_late else "",
    )


def _is_self(said: Nomination) -> bool:
    return said.nominator_id == said.person_id


def _promise(said: Nomination) -> Promise:
    return Promise(said.nominator.given_name, said.commitment)


def _whose(nominee: Nominee, actor: Actor, proofs: Sequence[Proof]) -> Whose:
    claim_ids = {one.claim.id for one in proofs if one.claim is not None}
    return Whose(
        nominee.person,
        manager_of(nominee.person_id),
        actor.person_id or 0,
        record.gained(actor, claim_ids),
    )
