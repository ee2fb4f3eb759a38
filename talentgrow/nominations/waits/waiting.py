"""What waits for somebody around nominations, and what they wait for, as the home page shows it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions.waits.wait import Wait
from talentgrow.nominations import deadlines
from talentgrow.nominations.deadlines import Deadline
from talentgrow.nominations.models import Campaign, Candidacy
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.nominations.waits import found, words, words_for_later
from talentgrow.nominations.waits.found import Row
from talentgrow.nominations.waits.sides import What


def waiting_for(actor: Actor, *, now: datetime) -> tuple[Wait, ...]:
    """Return what waits for the actor, and what the actor waits for, in no order.

    When the others were reminded is read later, with everything else that waits.
    """
    if actor.person_id is None:
        return ()
    today, sides = now.date(), defaultdict[What, list[Row]](list)
    for row in found.around(actor):
        sides[row.what].append(row)
    return tuple(
        chain(
            _of_nominee(sides[What.NOMINEE], today),
            _of_nominator(sides[What.NOMINATOR], today),
            chain.from_iterable(_of_one(row, today) for row in chain(*sides.values())),
        )
    )


def _of_nominee(rows: Sequence[Row], today: date) -> Iterator[Wait]:
    """Return what waits around the reader's own nominations, one thing for each state in each."""
    for (nominee_id, status), group in _grouped(rows).items():
        first, campaign, candidacy = group[0], *_loaded(group[0])
        due = _due(candidacy, campaign)
        if status is K.INFORMED and due is not None:
            asked = [one.candidacy for one in group if one.candidacy is not None]
            others = max(first.count - 1, 0)
            yield words.to_answer(
                nominee_id, campaign, first.person, others, asked, due, today=today
            )
        elif status is K.RETURNED and due is not None:
            yield words.gone_back(nominee_id, campaign, first.person, candidacy, due, today=today)
        elif status in {K.ACCEPTED, K.UNDER_REVIEW}:
            yield words.decision(nominee_id, campaign, candidacy, today=today)


def _of_nominator(rows: Sequence[Row], today: date) -> Iterator[Wait]:
    """Return what waits around those whom the reader nominated, one thing for each person."""
    for (_nominee_id, status), group in _grouped(rows).items():
        row, campaign, candidacy = group[0], *_loaded(group[0])
        due = _due(candidacy, campaign)
        if due is None or row.person is None or row.nomination is None:
            continue
        say = words.silent if status is K.RETURNED else words.asked
        yield say(row.person, campaign, row.nomination, candidacy, due, today=today)


def _grouped(rows: Sequence[Row]) -> dict[tuple[int, K], list[Row]]:
    """Return rows by nominee and state: several wishes that wait alike are one thing."""
    groups: dict[tuple[int, K], list[Row]] = {}
    for row in rows:
        _campaign, candidacy = _loaded(row)
        groups.setdefault((candidacy.nominee_id, candidacy.status), []).append(row)
    return groups


def _loaded(row: Row) -> tuple[Campaign, Candidacy]:
    if row.campaign is None or row.candidacy is None:
        raise LookupError(row.what)
    return row.campaign, row.candidacy


def _due(candidacy: Candidacy, campaign: Campaign) -> Deadline | None:
    return deadlines.of_candidacy(candidacy.status, candidacy.since, closes_on=campaign.closes_on)


def _of_one(row: Row, today: date) -> Iterator[Wait]:
    """Return what is said about a row that stands for itself."""
    if row.what is What.DRAFT and row.person and row.campaign and row.nomination:
        yield words.draft(row.person, row.campaign, row.nomination, today=today)
    elif row.what is What.OWES and row.decision and row.person:
        yield words_for_later.owes(row.decision, row.person, today=today)
    elif row.what is What.IS_OWED and row.decision and row.candidacy:
        nominee_id = row.candidacy.nominee_id
        yield words_for_later.is_owed(row.decision, row.person, nominee_id, today=today)
    elif row.what is What.REVIEW and row.campaign:
        yield words.to_decide(row.campaign, row.count, row.left, today=today)
    elif row.approach and row.person:
        yield from _of_approach(row, today)


def _of_approach(row: Row, today: date) -> Iterator[Wait]:
    approach, person = row.approach, row.person
    about = _about(row)
    if approach is None or person is None:
        return
    if row.what is What.MANAGER:
        yield words_for_later.to_say(approach, person, about, today=today)
    elif row.what is What.MEMBER:
        yield words_for_later.to_hear(approach, person, about, today=today)
    elif row.what is What.ASKER:
        yield words_for_later.to_reach(approach, person, row.manager, about, today=today)


def _about(row: Row) -> Localized:
    subject = row.job or row.mission
    return subject.title if subject else Localized("", "")
