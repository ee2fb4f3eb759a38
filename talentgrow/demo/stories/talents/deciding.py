"""Sessions and decisions of the demo company."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from talentgrow.demo.stories.talents import content
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor
from talentgrow.missions.applications.models import NextStep
from talentgrow.nominations import queries
from talentgrow.nominations.calibration import preparing, service, talking
from talentgrow.nominations.calibration.models import CalibrationSession, Grouping, Outcome
from talentgrow.nominations.calibration.preparing import SessionValues
from talentgrow.nominations.calibration.values import DecisionValues
from talentgrow.nominations.models import Campaign, Candidacy, Intent, Nominee
from talentgrow.nominations.pools.models import TalentPool
from talentgrow.people import queries as people
from talentgrow.people.models import Person


class Deciding:
    """Runs sessions as HR, and stages what is written about each wish."""

    def __init__(
        self,
        cast: Mapping[str, Person],
        hr: Actor,
        campaigns: Mapping[str, Campaign],
        pools: Mapping[str, TalentPool],
        today: date,
    ) -> None:
        self.cast, self.hr, self.campaigns, self.pools = cast, hr, campaigns, pools
        self.today = today
        self.sessions: dict[str, CalibrationSession] = {}

    def prepare(self, key: str, told: content.Session, now: datetime) -> None:
        """Prepare a session about a whole campaign."""
        values = SessionValues(
            name_fr=told.name["fr"],
            name_en=told.name["en"],
            held_on=self.today + timedelta(days=told.held),
            grouped_by=Grouping(told.grouped_by),
        )
        campaign = self.campaigns[key]
        self.sessions[key] = preparing.prepare(campaign, values, by=self.hr, now=now)

    def begin(self, key: str, now: datetime) -> None:
        """Begin a session."""
        service.start(self.sessions[key], by=self.hr, now=now)

    def decide(self, told: content.Decision, now: datetime) -> None:
        """Stage one decision, in the session of its campaign if there is one."""
        candidacy = self._candidacy(told)
        owner = self._owner(told, candidacy.nominee.person_id)
        values = DecisionValues(
            outcome=Outcome(told.outcome),
            reason=told.reason,
            review_on=self._in(told.review),
            action=told.action,
            action_owner_id=owner,
            next_step=NextStep(told.next) if told.next else None,
            next_note=told.note,
            pool_id=self.pools[told.pool].id if told.pool else None,
            pool_until=self._in(told.until),
            talk_with_id=self.hr.person_id,
        )
        session = self.sessions.get(told.campaign)
        service.stage(candidacy, values, seen=0, by=self.hr, now=now, session=session)

    def talk(
        self,
        key: str,
        notes: Sequence[content.Note],
        places: Mapping[str, tuple[int, int]],
        now: datetime,
    ) -> None:
        """Write what was said in a session, and use the grid."""
        session = self.sessions[key]
        for note in notes:
            talking.note(session, note.text, self._nominee(key, note.about), by=self.hr, now=now)
        for who, box in places.items():
            talking.place(session, self._nominee(key, who), box, by=self.hr, now=now)

    def _nominee(self, key: str, who: str) -> Nominee:
        found = select(Nominee.id).where(
            Nominee.campaign_id == self.campaigns[key].id,
            Nominee.person_id == self.cast[who].id,
        )
        return queries.hold_nominees([db.session.scalars(found).one()])[0]

    def _candidacy(self, told: content.Decision) -> Candidacy:
        wishes = self._nominee(told.campaign, told.about).candidacies
        return next(one for one in wishes if one.intent is Intent(told.intent))

    def _owner(self, told: content.Decision, person_id: int) -> int | None:
        if told.owner == "manager":
            post = people.current_assignment(person_id)
            return post.manager_id if post else None
        return self.hr.person_id if told.owner == "hr" else None

    def _in(self, days: int) -> date | None:
        return self.today + timedelta(days=days) if days else None
