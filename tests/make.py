"""Make records for tests, saying only the fields that matter."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from sqlalchemy import select

from talentgrow.auth.models import Account, GrantedRole, RoleScope, SignInSession, SignInWay
from talentgrow.graph.types import Importance
from talentgrow.infra import clock
from talentgrow.jobs.models import Bridge, Job, JobCode, JobFamily, JobTag, Requirement
from talentgrow.kernel.access import Role
from talentgrow.kernel.calendar import last_day, workday, workdays_after
from talentgrow.kernel.text import search_key
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission, MissionOwner, MissionSkill, Theme
from talentgrow.missions.states import SEATED, ApplicationStatus, MissionStatus
from talentgrow.mobility import snapshot
from talentgrow.mobility.models import JobInterest, JobWish, SavedPath
from talentgrow.mobility.states import PathStatus
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.models import (
    Campaign,
    CampaignIntent,
    Candidacy,
    Intent,
    Nomination,
    NominationIntent,
    Nominee,
    Relation,
)
from talentgrow.nominations.pools.models import PoolMembership, TalentPool
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, NominationStatus
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.shadowing.exchanges.models import (
    Exchange,
    ExchangeMember,
    Round,
    RoundMember,
    RoundWeek,
)
from talentgrow.shadowing.models import Offer, VisitPeriod, VisitSlot, VisitWish
from talentgrow.shadowing.states import OfferStatus, RoundStatus, VisitStatus
from talentgrow.shadowing.visits.models import Visit, VisitCertificate
from talentgrow.skills.models import (
    ClaimSource,
    Skill,
    SkillAlias,
    SkillClaim,
    SkillCode,
    SkillFamily,
)

NOW = datetime(2026, 10, 8, 9, 0, tzinfo=UTC)
START = date(2020, 1, 1)


class Factory:
    """Make one record of a kind; what is not given is plausible and unique."""

    def __init__(self, session):
        self.session = session
        self.numbers = count(1)

    def _save(self, record):
        self.session.add(record)
        self.session.commit()
        return record

    def person(self, name="Ada Lovelace", *, role=Role.EMPLOYEE, job=None, manager=None, **fields):
        first, _, last = name.partition(" ")
        number = f"E{next(self.numbers):04}"
        person = self._save(
            Person(
                employee_number=number,
                first_name=first,
                last_name=last,
                search_key=search_key(f"{name} {number}"),
                email=f"{number.lower()}@example.test",
                **fields,
            )
        )
        if role is not Role.EMPLOYEE:
            self.account_of(person, role)
        if job is not None or manager is not None:
            self.assignment(person, job or self.job(), manager=manager)
        return person

    def account_of(self, person, role=None):
        account = self.session.scalar(select(Account).where(Account.person_id == person.id))
        if account is not None:
            return account
        roles = [GrantedRole(name=role)] if role else []
        return self._save(
            Account(
                person_id=person.id,
                email=person.email,
                fs_uniquifier=f"account-{person.id}",
                roles=roles,
            )
        )

    def sign_in_session(self, account):
        """Return the id of an open session, as signing in by the form leaves one."""
        return self._save(
            SignInSession(account_id=account.id, way=SignInWay.PASSWORD, began_at=clock.now())
        ).id

    def hr_of(self, *parts, name="Paula Part"):
        """Make somebody in HR who looks after some units and sites only."""
        person = self.person(name, role=Role.HR)
        (granted,) = self.account_of(person).roles
        for part in parts:
            kind = "unit" if isinstance(part, Unit) else "site"
            self._save(RoleScope(granted_role_id=granted.id, **{f"{kind}_id": part.id}))
        self.session.expire(granted)
        return person

    def family(self, name="Flux", code=None, colour=2):
        code = code or f"F{next(self.numbers)}"
        return self._save(JobFamily(code=code, name_fr=name, name_en=f"{name} (en)", colour=colour))

    def job(self, title="Pilote de flux", *, english=None, family=None, needs=None, **fields):
        """Make a job; `needs` is a mapping of skill to level, essential unless told."""
        english = english or f"{title} (en)"
        job = self._save(
            Job(
                code=f"job-{next(self.numbers)}",
                title_fr=title,
                title_en=english,
                family_id=family.id if family else None,
                search_key=search_key(f"{title} {english}"),
                **fields,
            )
        )
        for skill, level in (needs or {}).items():
            self.need(job, skill, level)
        return job

    def need(self, job, skill, level, importance=Importance.ESSENTIAL):
        return self._save(
            Requirement(job_id=job.id, skill_id=skill.id, level=level, importance=importance)
        )

    def tag(self, job, *tags):
        return [self._save(JobTag(job_id=job.id, tag=tag)) for tag in tags]

    def code(self, job, scheme, code):
        return self._save(JobCode(job_id=job.id, scheme=scheme, code=code))

    def skill(self, name="Négociation", english=None, **fields):
        english = english or f"{name} (en)"
        return self._save(
            Skill(
                code=f"skill-{next(self.numbers)}",
                name_fr=name,
                name_en=english,
                search_key=search_key(f"{name} {english}"),
                **fields,
            )
        )

    def alias(self, skill, text, locale=""):
        return self._save(
            SkillAlias(skill_id=skill.id, text=text, locale=locale, search_key=search_key(text))
        )

    def skill_code(self, skill, scheme, code):
        return self._save(SkillCode(skill_id=skill.id, scheme=scheme, code=code))

    def skill_family(self, name="Relation client"):
        code = f"SF{next(self.numbers)}"
        return self._save(SkillFamily(code=code, name_fr=name, name_en=f"{name} (en)"))

    def level(
        self, person, skill, level, *, source=ClaimSource.SELF, author=None, at=NOW, **fields
    ):
        return self._save(
            SkillClaim(
                person_id=person.id,
                skill_id=skill.id,
                level=level,
                source=source,
                author_id=(author or person).id,
                at=at,
                **fields,
            )
        )

    def unit(self, name="Angers", parent=None):
        return self._save(
            Unit(
                code=f"unit-{next(self.numbers)}",
                name_fr=name,
                name_en=name,
                parent_id=parent.id if parent else None,
            )
        )

    def site(self, name="Angers"):
        return self._save(Site(code=f"site-{next(self.numbers)}", name=name, country="FR"))

    def assignment(self, person, job, *, start=START, end=None, manager=None, **places):
        return self._save(
            Assignment(
                person_id=person.id,
                job_id=job.id,
                started_on=start,
                ended_on=end,
                manager_id=manager.id if manager else None,
                **{f"{name}_id": place.id for name, place in places.items()},
            )
        )

    def movers(self, number, source, target, *, year=2023, **places):
        """Make people who went from one job to another in January of a year."""
        people = [self.person(f"Mover {index}") for index in range(number)]
        for person in people:
            self.assignment(person, source, end=date(year - 1, 12, 31), **places)
            self.assignment(person, target, start=date(year, 1, 1), **places)
        return people

    def holders(self, number, job, **places):
        """Make people who hold a job today and never moved."""
        people = [self.person(f"Holder {index}") for index in range(number)]
        for person in people:
            self.assignment(person, job, **places)
        return people

    def bridge(self, source, target, note="Six mois en binôme", author=None):
        return self._save(
            Bridge(
                source_id=source.id,
                target_id=target.id,
                note_fr=note,
                note_en=f"{note} (en)",
                author_id=author.id if author else None,
                declared_at=NOW,
            )
        )

    def saved_path(self, person, *jobs, status=PathStatus.PRIVATE, at=NOW):
        """Save the path through some jobs, as if it had been suggested that day."""
        return self._save(
            SavedPath(
                person_id=person.id,
                target_id=jobs[-1].id,
                status=status,
                label="usual",
                steps=[job.id for job in jobs],
                rule_version="1",
                data_hash="made",
                as_of=at.date(),
                saved_at=at,
            )
        )

    def wish(self, person, job, wish=JobWish.WISHED):
        return self._save(JobInterest(person_id=person.id, job_id=job.id, wish=wish, at=NOW))

    def graph(self):
        """Compute the mobility graph of everything made so far."""
        built = snapshot.rebuild()
        self.session.commit()
        return built

    def theme(self, name="Livrer à l’heure promise"):
        return self._save(
            Theme(name_fr=name, name_en=f"{name} (en)", explanation_fr="Pourquoi. Comment.")
        )

    def mission(
        self,
        title="Préparer le plan de charge",
        *,
        owner=None,
        needs=None,
        grows=None,
        co_owners=(),
        status=MissionStatus.PUBLISHED,
        **fields,
    ):
        """Make a mission, published unless told; `needs` and `grows` map skills to levels."""
        owner = owner or self.person("Maud Owner")
        today = clock.today()
        values = {
            "title_en": f"{title} (en)",
            "tasks_fr": "Relire le carnet de commandes",
            "learning_fr": "Lire un carnet de commandes",
            "hours_a_week": 3.0,
            "starts_on": today + timedelta(days=30),
            "ends_on": today + timedelta(days=120),
            "apply_by": today + timedelta(days=20),
            "created_at": clock.now(),
            "since": clock.now(),
            "published_at": None if status is MissionStatus.DRAFT else clock.now(),
        } | fields
        mission = self._save(
            Mission(
                title_fr=title,
                owner_id=owner.id,
                status=status,
                search_key=search_key(f"{title} {values['title_en']}"),
                **values,
            )
        )
        needs, grows = needs or {}, grows or {}
        for skill in sorted({*needs, *grows}, key=lambda one: one.id):
            self._save(
                MissionSkill(
                    mission_id=mission.id,
                    skill_id=skill.id,
                    needed=needs.get(skill),
                    grown_to=grows.get(skill),
                )
            )
        for person in co_owners:
            self._save(MissionOwner(mission_id=mission.id, person_id=person.id))
        return mission

    def application(
        self, mission, person, *, status=ApplicationStatus.UNDER_REVIEW, manager=None, **fields
    ):
        """Make an application that has come as far as `status`; an offer keeps its seat."""
        values = {"since": clock.now(), "sent_at": clock.now()} | fields
        if status in SEATED:
            mission.taken += 1
        return self._save(
            Application(
                mission_id=mission.id,
                person_id=person.id,
                status=status,
                manager_id=manager.id if manager else None,
                **values,
            )
        )

    def campaign(
        self, name="Talents", *, status=CampaignStatus.OPEN, intents=tuple(Intent), **more
    ):
        """Make a campaign for the whole house, open for three more weeks unless told."""
        today = clock.today()
        values = {
            "name_en": f"{name} (en)",
            "purpose_fr": "Voir qui veut grandir.",
            "criteria_fr": "Ce qui a été fait, et appris",
            "opens_on": today - timedelta(days=10),
            "closes_on": today + timedelta(days=21),
            "since": clock.now(),
            "created_at": clock.now(),
        } | more
        if "author_id" not in values:
            values["author_id"] = self.person("Hana Campaign", role=Role.HR).id
        campaign = self._save(Campaign(name_fr=name, status=status, **values))
        for intent in intents:
            programme = "Premiers pas de manager" if intent is Intent.PROGRAMME else ""
            self._save(
                CampaignIntent(campaign_id=campaign.id, intent=intent, programme_fr=programme)
            )
        return campaign

    def nominee(
        self, campaign, person, *, intents=(Intent.ADVANCEMENT,), status=None, by=None, **fields
    ):
        """Make somebody nominated for some intents by `by`, a manager unless told, with consent.

        All candidacies have come as far as `status`.
        """
        now = clock.now()
        nominee = self._save(
            Nominee(campaign_id=campaign.id, person_id=person.id, created_at=now, **fields)
        )
        by = by or self.person("Mark Nominator")
        nomination = self.nomination(
            campaign, person, by, intents=intents, status=NominationStatus.SUBMITTED
        )
        nomination.nominee_id = nominee.id
        for intent in intents:
            self._save(
                Candidacy(
                    nominee_id=nominee.id,
                    intent=intent,
                    status=status or CandidacyStatus.ACCEPTED,
                    since=now,
                )
            )
        return nominee

    def nomination(
        self, campaign, person, by, *, intents=(Intent.ADVANCEMENT,), status=None, **fields
    ):
        """Make what `by` writes about somebody, a draft unless told."""
        status, now = status or NominationStatus.DRAFT, clock.now()
        relation = Relation.SELF if by.id == person.id else Relation.MANAGER
        values = {
            "submitter_id": by.id,
            "relation": relation,
            "rationale": "Elle a remis la ligne 3 à l’heure en formant les autres.",
            "commitment": "Une journée par semaine libérée",
            "since": now,
            "created_at": now,
            "sent_at": None if status is NominationStatus.DRAFT else now,
        } | fields
        nomination = self._save(
            Nomination(
                campaign_id=campaign.id,
                person_id=person.id,
                nominator_id=by.id,
                status=status,
                **values,
            )
        )
        for intent in intents:
            self._save(NominationIntent(nomination_id=nomination.id, intent=intent))
        return nomination

    def session_of(self, campaign, name="Ouest", **fields):
        """Make a calibration session about the whole campaign."""
        values = {
            "held_on": clock.today(),
            "since": clock.now(),
            "created_at": clock.now(),
            "author_id": campaign.author_id,
        } | fields
        return self._save(
            CalibrationSession(
                campaign_id=campaign.id, name_fr=name, name_en=f"{name} (en)", **values
            )
        )

    def pool(self, name="Futurs responsables d’équipe", *, author=None, **fields):
        author = author or self.person("Hana Pool", role=Role.HR)
        return self._save(
            TalentPool(
                name_fr=name,
                name_en=f"{name} (en)",
                purpose_fr="Préparer la relève.",
                author_id=author.id,
                created_at=clock.now(),
                **fields,
            )
        )

    def member(self, pool, person, **fields):
        """Let somebody be in a pool for a year unless told."""
        today = clock.today()
        values = {
            "since": clock.now(),
            "joined_on": today,
            "until": today + timedelta(days=365),
        } | fields
        return self._save(PoolMembership(pool_id=pool.id, person_id=person.id, **values))

    def offer(self, host, *, status=OfferStatus.OPEN, slots=(), **fields):
        """Let somebody show their job for a day in the next three months, or on some days.

        `slots` are days, or pairs of a day and how many places it has.
        """
        today, now = clock.today(), clock.now()
        values = {
            "sights_fr": "La ligne qui démarre",
            "sights_en": "The line starting up",
            "since": now,
            "created_at": now,
            "opened_at": None if status is OfferStatus.DRAFT else now,
            "timing": "slots" if slots else "periods",
        } | fields
        offer = self._save(Offer(host_id=host.id, status=status, **values))
        for slot in slots:
            day, places = slot if isinstance(slot, tuple) else (slot, 1)
            self._save(
                VisitSlot(offer_id=offer.id, starts_on=day, begins_at=time(9), places=places)
            )
        if not slots:
            end = today + timedelta(days=90)
            self._save(VisitPeriod(offer_id=offer.id, from_on=today, to_on=end))
        return offer

    def visit_wish(self, person, *, job=None, unit=None, host=None, rank=1, **fields):
        wished = {
            "job_id": job and job.id,
            "unit_id": unit and unit.id,
            "host_id": host and host.id,
        }
        values = {"created_at": clock.now()} | wished | fields
        return self._save(VisitWish(person_id=person.id, rank=rank, **values))

    def visit(self, visitor, host, *, status=VisitStatus.REQUESTED, offer=None, **fields):
        """Let somebody visit somebody for a day in three weeks unless told."""
        now = clock.now()
        day = workday(clock.today() + timedelta(days=21))
        values = {
            "since": now,
            "requested_at": now,
            "starts_on": day,
            "ends_on": last_day(fields.get("starts_on", day), fields.get("half_days", 2)),
            "offer_id": offer and offer.id,
            "message": "J’aimerais voir le réglage d’une série.",
        } | fields
        return self._save(Visit(visitor_id=visitor.id, host_id=host.id, status=status, **values))

    def certificate(self, visit, **fields):
        """Let a visit count on the record of who made it."""
        values = {"code": f"CODE-{next(self.numbers)}", "at": clock.now()} | fields
        return self._save(VisitCertificate(visit_id=visit.id, **values))

    def exchange(self, *people, status=VisitStatus.PROPOSED, **fields):
        """Let people swap in a ring, each visiting the next; all legs have come to `status`.

        Each leg is a day of its own, so that nobody is in two places.
        """
        now, today = clock.now(), clock.today()
        values = {"since": now, "created_at": now, "answer_by": today + timedelta(days=10)} | fields
        exchange = self._save(Exchange(**values))
        for place, person in enumerate(people, 1):
            self._save(
                ExchangeMember(
                    exchange_id=exchange.id,
                    person_id=person.id,
                    place=place,
                    is_asked=status is VisitStatus.PROPOSED,
                )
            )
            self.visit(
                person,
                people[place % len(people)],
                status=status,
                exchange_id=exchange.id,
                round_id=values.get("round_id"),
                place_in_ring=place,
                starts_on=workdays_after(workday(today + timedelta(days=21)), place - 1),
            )
        return exchange

    def round(self, name="Ronde", *, status=RoundStatus.OPEN, **more):
        """Make a round for the whole house: joining for ten days more, visits in the four weeks after."""
        today, now = clock.today(), clock.now()
        first = workday(today + timedelta(days=17 - today.weekday()))
        values = {
            "name_en": f"{name} (en)",
            "join_by": today + timedelta(days=10),
            "visits_from": first,
            "visits_to": first + timedelta(days=27),
            "since": now,
            "created_at": now,
        } | more
        if "author_id" not in values:
            values["author_id"] = self.person("Hana Round", role=Role.HR).id
        return self._save(Round(name_fr=name, status=status, **values))

    def round_member(self, one, person, *, weeks=None, **fields):
        """Let somebody take part in a round, in all its weeks unless told."""
        member = self._save(
            RoundMember(
                round_id=one.id, person_id=person.id, **({"joined_at": clock.now()} | fields)
            )
        )
        monday = one.visits_from - timedelta(days=one.visits_from.weekday())
        count_of_weeks = (one.visits_to - monday).days // 7 + 1
        for week in weeks or [monday + timedelta(weeks=n) for n in range(count_of_weeks)]:
            self._save(RoundWeek(member_id=member.id, monday=week))
        return member
