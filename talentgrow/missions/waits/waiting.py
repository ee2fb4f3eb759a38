"""What waits for somebody, and what they wait for: who must act, on what, by which day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from talentgrow.kernel.access import Actor
from talentgrow.missions import days, deadlines, house
from talentgrow.missions.applications import queries as applications
from talentgrow.missions.deadlines import Deadline, Who
from talentgrow.missions.models import MissionQuestion
from talentgrow.missions.states import WITH_OWNER
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.missions.waits import found, words, words_for_hr, words_for_others
from talentgrow.missions.waits.found import Case, Row
from talentgrow.missions.waits.wait import Wait


def waiting_for(actor: Actor, *, now: datetime) -> tuple[Wait, ...]:
    """Return what waits for the actor, soonest first, then what the actor waits for."""
    return with_reminders(sorted(unreminded(actor, now=now), key=order), now.date())


def unreminded(actor: Actor, *, now: datetime) -> list[Wait]:
    """Return the same in no order, without the days on which the others were reminded."""
    if actor.person_id is None:
        return []
    today, everything = now.date(), found.around(actor)
    rows = [row for row in everything if row.count <= found.MOST_FOR_HR]
    cases = [case for row in rows if (case := found.case_of(row)) is not None]
    return [
        *_of_many([row for row in everything if row.count > found.MOST_FOR_HR], today),
        *_of_cases(actor.person_id, cases, today),
        *_of_missions([row for row in rows if row.application is None], today),
        *_of_questions(actor.person_id, rows, today),
    ]


def order(wait: Wait) -> tuple[bool, date, datetime]:
    """Return the place of a thing that waits: the reader's own first, then by its last day."""
    return not wait.is_mine, wait.by or date.max, wait.since


def _of_many(rows: Sequence[Row], today: date) -> Iterator[Wait]:
    """Return in one each what waits for HR, where it is too much to be listed."""
    cases = [case for row in rows if (case := found.case_of(row)) is not None]
    if cases:
        longest = min(cases, key=lambda case: case.application.climbed_at or case.application.since)
        count = next(row.count for row in rows if row.application is not None)
        due = _due(longest, house.rules().silence_days)
        yield words_for_hr.words(count, longest.application, due, today=today)
    missions = [row for row in rows if row.application is None]
    if missions:
        since = min(row.mission.since for row in missions)
        due = deadlines.moderation(since, house.rules().review_days)
        yield words_for_hr.missions(missions[0].count, since, due, today=today)


def _of_cases(person_id: int, cases: Sequence[Case], today: date) -> Iterator[Wait]:
    silence_days = house.rules().silence_days if cases else 0
    groups: defaultdict[tuple[bool, int], list[tuple[Case, Deadline]]] = defaultdict(list)
    for case in cases:
        due = _due(case, silence_days)
        if case.application.person_id == person_id:
            yield from _own(case, due, today)
        elif due is not None and _is_for_owner(case):
            groups[case.mission.status is M.DEBRIEFING, case.mission.id].append((case, due))
        elif due is not None and case.mission.status is not M.DEBRIEFING:
            yield _asked(case, due, today)
    for (is_over, _mission_id), group in groups.items():
        chosen = [case for case, _due in group]
        if is_over:
            yield words.debriefs(chosen, group[0][1], today=today)
        else:
            yield words.review(chosen, [due for _case, due in group], today=today)


def _is_for_owner(case: Case) -> bool:
    """Tell whether the reader owns the mission and is the one to act."""
    if case.mission.status is M.DEBRIEFING:
        return case.is_owned and not case.by_owner
    return case.is_owned and case.application.status in WITH_OWNER


def _due(case: Case, silence_days: int) -> Deadline | None:
    if case.mission.status is M.DEBRIEFING:
        return deadlines.debrief(case.mission.status, case.mission.since)
    return applications.deadline(case.application, silence_days=silence_days)


def _own(case: Case, due: Deadline | None, today: date) -> Iterator[Wait]:
    """Return what waits around the reader's own application."""
    if case.application.status is A.WAITLISTED:
        yield words_for_others.seat(case, today=today)
    elif due is None:
        return
    elif case.mission.status is M.DEBRIEFING:
        if not case.by_participant:
            yield words.debrief(case, due, today=today)
        elif not case.by_owner:
            yield words_for_others.debrief(case, due, today=today)
    elif due.who is Who.APPLICANT:
        yield words.offer(case, due, today=today)
    else:
        yield words_for_others.answer(case, due, today=today)


def _asked(case: Case, due: Deadline, today: date) -> Wait:
    """Return what waits around somebody else's application."""
    if due.who is Who.APPLICANT:
        return words_for_others.offer(case, due, today=today)
    return words.word(case, due, today=today)


def _of_missions(rows: Sequence[Row], today: date) -> Iterator[Wait]:
    """Return what waits around missions that are not published yet."""
    for row in rows:
        if row.mission.status is M.DRAFT:
            yield words.sent_back(row.mission)
        elif row.mission.status is M.SUBMITTED and row.question is None:
            due = deadlines.moderation(row.mission.since, house.rules().review_days)
            if row.is_owned:
                yield words_for_others.moderation(row.mission, due, today=today)
            else:
                yield words.moderation(row.mission, row.owner, due, today=today)


def _of_questions(person_id: int, rows: Sequence[Row], today: date) -> Iterator[Wait]:
    asked: defaultdict[int, list[MissionQuestion]] = defaultdict(list)
    about = {row.mission.id: row.mission for row in rows}
    for row in rows:
        if row.question is not None and row.question.author_id == person_id:
            yield words_for_others.question(row.question, row.mission, row.owner, today=today)
        elif row.question is not None:
            asked[row.mission.id].append(row.question)
    for mission_id, questions in asked.items():
        yield words.questions(about[mission_id], questions, today=today)


def with_reminders(waits: Sequence[Wait], today: date) -> tuple[Wait, ...]:
    """Note on which day the others were reminded last."""
    told = found.reminded([key for wait in waits for key in _asked_of(wait)])
    return tuple(
        replace(wait, reminded=days.in_words(max(known), today))
        if (known := [told[key] for key in _asked_of(wait) if key in told])
        else wait
        for wait in waits
    )


def _asked_of(wait: Wait) -> list[tuple[int, str]]:
    return [(wait.who_id, key) for key in wait.keys if wait.who_id is not None]
