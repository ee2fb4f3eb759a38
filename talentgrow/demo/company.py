"""Build the demo company: its catalogue, its people, their careers and their skills."""

from collections.abc import Sequence
from datetime import date, timedelta

from talentgrow.demo import months
from talentgrow.demo.careers import Career, draw_careers
from talentgrow.demo.claims import Holder, claim_levels
from talentgrow.demo.content import Catalogue
from talentgrow.demo.dice import dice
from talentgrow.demo.identities import Identity, identify
from talentgrow.demo.reading import catalogue
from talentgrow.demo.records import Assignment, Company, DemoAccount, Person, SkillLevel
from talentgrow.demo.scenario import scenario
from talentgrow.demo.seating import Seating, seat_everybody

FOUNDED = 1934


def company(seed: int = FOUNDED, *, today: date) -> Company:
    """Return the demo company as of a day; the same seed and day give the same company."""
    content, story = catalogue(), scenario()
    careers = draw_careers(story, content.units, today=today, seed=seed)
    seating = Seating(content, story.renaming)
    seat_everybody(careers, seating, seed=seed)
    sites = {site.code: site for site in content.sites}
    last_sites = [sites[seating.site(career.last)] for career in careers]
    identities = identify(careers, last_sites, story=story, seed=seed)
    roster = Roster(careers, identities, seating=seating, today=today)
    return Company(
        catalogue=content,
        people=roster.people(),
        assignments=roster.assignments(),
        skill_levels=roster.skill_levels(content, seed=seed),
        accounts=roster.accounts(),
        bridge_author=next(one.person for one in roster.accounts() if one.role == "hr"),
    )


class Roster:
    """Careers and identities side by side, from which the records are written."""

    def __init__(
        self,
        careers: Sequence[Career],
        identities: Sequence[Identity],
        *,
        seating: Seating,
        today: date,
    ) -> None:
        rows = zip(identities, careers, strict=True)
        self.rows = sorted(rows, key=lambda row: row[0].employee_number)
        self.numbers = {id(career): one.employee_number for one, career in self.rows}
        self.seating = seating
        self.today = today

    def people(self) -> tuple[Person, ...]:
        """Return everybody, present or gone, by employee number."""
        return tuple(
            Person(
                employee_number=one.employee_number,
                first_name=one.first_name,
                last_name=one.last_name,
                email=one.email,
                locale=one.locale,
                hired_on=months.first_day(self.today, career.spells[0].start),
                left_on=self._left_on(career),
                gender=one.gender,
            )
            for one, career in self.rows
        )

    def assignments(self) -> tuple[Assignment, ...]:
        """Return every stay of everybody in a job, by person and day."""
        return tuple(
            assignment for _, career in self.rows for assignment in self._assignments_of(career)
        )

    def skill_levels(self, content: Catalogue, *, seed: int) -> tuple[SkillLevel, ...]:
        """Return what is stated about the skills of those who are present."""
        jobs = {job.code: job for job in content.jobs}
        rng = dice(seed, "skills")
        present = [career for _, career in self.rows if career.left is None]
        return tuple(
            claim
            for career in present
            for claim in claim_levels(self._holder(career), jobs, today=self.today, rng=rng)
        )

    def accounts(self) -> tuple[DemoAccount, ...]:
        """Return the people whom one may sign in as, in the order of the stories."""
        return tuple(
            DemoAccount(self.numbers[id(career)], career.story.account, career.story.account_site)
            for _, career in self.rows
            if career.story and career.story.account
        )

    def _left_on(self, career: Career) -> date | None:
        """Return the last day of somebody who has left."""
        return None if career.left is None else months.last_day(self.today, career.left)

    def _assignments_of(self, career: Career) -> list[Assignment]:
        """Return the stays of one person, each ending on the eve of the next."""
        starts = [months.first_day(self.today, spell.start) for spell in career.spells]
        ends = [*(start - timedelta(days=1) for start in starts[1:]), self._left_on(career)]
        return [
            Assignment(
                person=self.numbers[id(career)],
                job=spell.job,
                unit=spell.unit,
                site=self.seating.site(spell),
                manager=self._number(self._manager(career, spell.unit, on=ended_on)),
                started_on=started_on,
                ended_on=ended_on,
            )
            for spell, started_on, ended_on in zip(career.spells, starts, ends, strict=True)
        ]

    def _manager(self, career: Career, unit: str, *, on: date | None) -> Career | None:
        """Return who led somebody's unit, or the first unit above it led by another person."""
        code: str | None = unit
        while code:
            lead = self.seating.leads[code]
            since = months.first_day(self.today, lead.last.start)
            if lead is not career and since <= (on or self.today):
                return lead
            code = self.seating.units[code].parent
        return None

    def _number(self, career: Career | None) -> str | None:
        """Return the employee number of somebody, if there is somebody."""
        return None if career is None else self.numbers[id(career)]

    def _holder(self, career: Career) -> Holder:
        """Return somebody present with the manager who may confirm levels."""
        manager = self._manager(career, career.last.unit, on=None)
        lead_since = manager.last.start if manager else 0
        return Holder(
            number=self.numbers[id(career)],
            career=career,
            manager=self._number(manager),
            manager_since=months.first_day(self.today, lead_since),
        )
