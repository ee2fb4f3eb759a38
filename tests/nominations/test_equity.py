"""Who is nominated, by group: true where it may be said, silent where it may not."""

from datetime import date
from itertools import count

import pytest
from flask import render_template
from scipy.stats import hypergeom
from sqlalchemy import select, update

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Actor, Role, Scope
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.equity.chance import Sample, odds_against, probability_of_so_few
from talentgrow.nominations.equity.figures import Way, equity
from talentgrow.nominations.models import Candidacy, Intent, Nomination, Nominee, Relation
from talentgrow.nominations.states import CampaignStatus, CandidacyStatus, NominationStatus
from talentgrow.people.models import Assignment, Gender, Person
from tests.page import Page

HR = Actor(900_001, frozenset({Role.HR}))


class House:
    """Many people at once, some of them nominated, some approved."""

    def __init__(self, session, make):
        self.session, self.make = session, make
        self.numbers = count(1)
        self.author = make.person("Hana Author", role=Role.HR)
        self.campaign = make.campaign(author_id=self.author.id)
        # Nobody counts but those whom a test puts in.
        session.execute(update(Person).values(left_on=date(2020, 1, 1)))
        self.jobs = {}

    def job(self, grade):
        if grade not in self.jobs:
            self.jobs[grade] = self.make.job(f"Job {grade}", grade=grade)
        return self.jobs[grade]

    def fill(self, staff, nominated=0, approved=0, *, unit=None, grade=3, gender=None):
        people = [
            Person(employee_number=f"X{next(self.numbers):05}", gender=gender) for _ in range(staff)
        ]
        self.session.add_all(people)
        self.session.flush()
        job = self.job(grade)
        self.session.add_all(
            Assignment(
                person_id=person.id,
                job_id=job.id,
                unit_id=unit.id if unit else None,
                started_on=date(2020, 1, 1),
            )
            for person in people
        )
        for at, person in enumerate(people[:nominated]):
            nominee = self.nominate(person)
            if at < approved:
                self.approve(nominee)
        self.session.commit()
        return people

    def nominate(self, person, status=NominationStatus.SUBMITTED, by=None):
        now = clock.now()
        nominee = Nominee(campaign_id=self.campaign.id, person_id=person.id, created_at=now)
        self.session.add(nominee)
        self.session.flush()
        self.session.add(
            Nomination(
                campaign_id=self.campaign.id,
                person_id=person.id,
                nominee_id=nominee.id,
                nominator_id=by or self.author.id,
                submitter_id=by or self.author.id,
                relation=Relation.MANAGER,
                status=status,
                since=now,
                created_at=now,
            )
        )
        stands = status is NominationStatus.SUBMITTED
        self.session.add(
            Candidacy(
                nominee_id=nominee.id,
                intent=Intent.ADVANCEMENT,
                status=CandidacyStatus.UNDER_REVIEW if stands else CandidacyStatus.LAPSED,
                since=now,
            )
        )
        return nominee

    def approve(self, nominee, *, intents=tuple(Intent), published=False):
        for intent in intents:
            candidacy = self.wish(nominee, intent)
            self.session.add(
                Decision(
                    candidacy_id=candidacy.id,
                    outcome=Outcome.APPROVED,
                    staged_by_id=self.author.id,
                    staged_at=clock.now(),
                    published_at=clock.now() if published else None,
                )
            )

    def wish(self, nominee, intent):
        self.session.flush()
        here = select(Candidacy).where(
            Candidacy.nominee_id == nominee.id, Candidacy.intent == intent
        )
        found = self.session.scalar(here)
        if found is None:
            found = Candidacy(
                nominee_id=nominee.id,
                intent=intent,
                status=CandidacyStatus.UNDER_REVIEW,
                since=clock.now(),
            )
            self.session.add(found)
            self.session.flush()
        return found

    def now(self, status):
        self.campaign.status = status
        self.session.commit()

    def read(self, actor=HR):
        with in_language("fr"):
            return equity(self.campaign, actor=actor, now=clock.now())


@pytest.fixture
def house(session, make):
    return House(session, make)


def said(figure):
    return figure.hidden.value if figure.hidden else figure.value


def by(found, way):
    return {
        row.key: [said(row.staff), said(row.nominated)]
        + ([said(row.approved)] if row.approved else [])
        for row in found.ways[way]
    }


class TestCounting:
    def test_people_count_once_whatever_was_written_about_them(self, house, make, session):
        person, *_ = house.fill(60, 6)
        house.session.add(
            Nomination(
                campaign_id=house.campaign.id,
                person_id=person.id,
                nominator_id=person.id,
                submitter_id=person.id,
                relation=Relation.SELF,
                status=NominationStatus.SUBMITTED,
                since=clock.now(),
                created_at=clock.now(),
            )
        )
        # A second post at the same time.
        unit = make.unit("Ailleurs")
        make.assignment(person, house.job(3), unit=unit, start=date(2019, 1, 1))

        total = house.read().total

        assert (total.staff.value, total.nominated.value) == (60, 6)

    @pytest.mark.parametrize("status", [NominationStatus.DRAFT, NominationStatus.WITHDRAWN])
    def test_what_was_not_sent_or_was_taken_back_does_not_count(self, house, status):
        others = house.fill(60, 7)
        house.nominate(others[-1], status)

        assert house.read().total.nominated.value == 7

    def test_people_who_left_or_are_outside_of_the_campaign_do_not_count(self, house, make):
        unit, other = make.unit("Angers"), make.unit("Lyon")
        house.fill(40, 6, unit=unit)
        house.fill(30, 5, unit=other)
        gone = house.fill(1, 1, unit=unit)[0]
        gone.left_on = date(2026, 1, 1)
        house.campaign.unit_id = unit.id

        assert said(house.read().total.staff) == 40

    def test_hr_of_a_part_reads_the_figures_of_that_part(self, house, make):
        unit, other = make.unit("Angers"), make.unit("Lyon")
        house.fill(40, 6, unit=unit)
        house.fill(30, 5, unit=other)
        rennes = Actor(900_002, frozenset({Role.HR}), scope=Scope(frozenset({unit.id})))

        found = house.read(rennes)

        assert (found.is_part, found.total.staff.value) == (True, 40)

    def test_nobody_else_reads_any(self, house):
        house.fill(40, 6)

        assert house.read(Actor(900_003, frozenset({Role.EMPLOYEE}))).total.staff.value == 0

    def test_staged_decisions_count_until_they_are_published(self, house):
        house.fill(60, 20, 9)
        assert house.read().total.approved is None

        house.now(CampaignStatus.CLOSED)
        assert house.read().total.approved.value == 9

        house.now(CampaignStatus.PUBLISHED)
        assert house.read().total.approved.value == 0

    def test_somebody_who_took_everything_back_is_not_counted_as_approved(self, house):
        first = house.fill(60, 20)[30]
        nominee = house.nominate(first, NominationStatus.WITHDRAWN)
        house.approve(nominee, intents=[Intent.ADVANCEMENT])
        house.now(CampaignStatus.CLOSED)

        assert house.read().total.approved.value == 0

    def test_takes_three_statements(self, house, make, statements):
        unit = make.unit("Angers")
        house.fill(40, 6, unit=unit, gender=Gender.WOMAN)
        house.campaign.unit_id = unit.id
        house.session.commit()
        house.session.refresh(house.campaign)

        with statements() as sent:
            house.read()

        assert len(sent) <= 4


class TestGroups:
    def test_gender_is_there_when_a_file_brought_it(self, house):
        house.fill(60, 6)
        assert Way.GENDER not in house.read().ways

        house.fill(64, 12, gender=Gender.WOMAN)
        house.fill(97, 14, gender=Gender.MAN)

        assert by(house.read(), Way.GENDER) == {"woman": [64, 12], "man": [97, 14], 0: [60, 6]}

    def test_a_small_number_is_hidden_and_one_more(self, house):
        house.fill(64, 2, gender=Gender.WOMAN)
        house.fill(97, 14, gender=Gender.MAN)

        assert by(house.read(), Way.GENDER) == {
            "woman": [64, "small"],
            "man": [97, "subtraction"],
        }

    def test_grades_of_few_people_stand_together(self, house):
        house.fill(30, 6, grade=3)
        house.fill(20, 5, grade=4)
        house.fill(3, 0, grade=9)
        house.fill(4, 0, grade=None)

        assert by(house.read(), Way.GRADE) == {3: [30, 6], 4: [20, 5], 0: [7, 0]}

    def test_a_rest_of_few_people_takes_the_smallest_group_with_it(self, house):
        house.fill(30, 6, grade=3)
        house.fill(20, 0, grade=4)
        house.fill(40, 8, grade=5)
        house.fill(1, 0, grade=None)

        assert by(house.read(), Way.GRADE) == {3: [30, 6], 5: [40, 8], 0: [21, 0]}

    def test_units_are_those_at_the_top_and_one_below(self, house, make):
        top = make.unit("Hélianne")
        plant, office = make.unit("Usine", parent=top), make.unit("Bureau", parent=top)
        lines, stores = make.unit("Lignes", parent=plant), make.unit("Magasin", parent=plant)
        deep = make.unit("Ligne 3", parent=lines)
        house.fill(30, 7, unit=lines)
        house.fill(10, 2, unit=deep)
        house.fill(20, 5, unit=stores)
        house.fill(2, 0, unit=plant)
        house.fill(9, 0, unit=plant, grade=4)
        house.fill(50, 6, unit=office)

        found = house.read()

        assert by(found, Way.UNIT) == {office.id: [50, 6], plant.id: [71, 14]}
        assert [row.name for row in found.ways[Way.UNIT]] == ["Bureau", "Usine"]
        assert {row.key: said(row.staff) for row in found.ways[Way.UNIT][1].below} == {
            lines.id: 40,
            stores.id: 20,
            0: 11,
        }

    def test_one_group_alone_is_not_compared(self, house):
        house.fill(30, 6)

        assert house.read().ways == {}

    def test_units_with_nobody_are_named(self, house, make):
        silent, other, small = make.unit("Caristes"), make.unit("Bureau"), make.unit("Petite")
        house.fill(58, 0, unit=silent)
        house.fill(60, 20, unit=other)
        house.fill(3, 0, unit=small)
        house.fill(50, 6, unit=make.unit("Accueil"))

        assert [(row.name, row.staff.value) for row in house.read().silent_units] == [
            ("Caristes", 58)
        ]

    def test_small_units_with_nobody_are_no_news(self, house, make):
        house.fill(12, 0, unit=make.unit("Petite"))
        house.fill(80, 0, unit=make.unit("Grande"))
        house.fill(300, 10, unit=make.unit("Bureau"))

        found = house.read()

        assert {row.name for row in found.silent_units} == {"Petite", "Grande"}
        assert [row.name for row in found.telling_silence] == ["Grande"]

    def test_nobody_is_silent_before_anybody_was_nominated(self, house, make):
        house.fill(58, unit=make.unit("Caristes"))
        house.fill(58, unit=make.unit("Bureau"))

        found = house.read()

        assert found.is_empty
        assert found.silent_units == ()

    def test_the_limit_is_that_of_the_house(self, house, app, monkeypatch):
        monkeypatch.setitem(app.config, "SMALLEST_GROUP", 8)
        house.fill(64, 7, gender=Gender.WOMAN)
        house.fill(97, 14, gender=Gender.MAN)

        assert by(house.read(), Way.GENDER)["woman"] == [64, "small"]


class TestGap:
    def test_a_group_far_behind_is_to_be_discussed(self, house):
        house.fill(200, 8, gender=Gender.WOMAN)
        house.fill(200, 40, gender=Gender.MAN)

        gap = house.read().gap

        assert (gap.way, gap.row.key, gap.rate, gap.others) == (Way.GENDER, "woman", 4, 20)
        assert gap.odds == 1000

    def test_a_gap_that_chance_explains_is_not(self, house):
        house.fill(40, 5, gender=Gender.WOMAN)
        house.fill(40, 8, gender=Gender.MAN)

        assert house.read().gap is None

    def test_a_hidden_group_is_never_named(self, house):
        house.fill(400, 3, gender=Gender.WOMAN)
        house.fill(200, 40, gender=Gender.MAN)

        assert house.read().gap is None

    def test_small_gaps_of_very_many_people_are_none(self):
        part, whole = Sample(100_000, 9_000), Sample(200_000, 19_000)

        assert odds_against(part, whole, looked_at=1) is None

    def test_the_more_groups_are_looked_at_the_odder_one_must_be(self):
        part, whole = Sample(60, 2), Sample(400, 50)

        assert odds_against(part, whole, looked_at=1) is not None
        assert odds_against(part, whole, looked_at=20) is None

    @pytest.mark.parametrize(
        ("part", "whole"), [((10, 0), (20, 5)), ((30, 2), (300, 60)), ((150, 10), (200, 30))]
    )
    def test_the_probability_is_that_of_the_exact_test(self, part, whole):
        expected = hypergeom.cdf(part[1], whole[0], whole[1], part[0])

        assert probability_of_so_few(Sample(*part), Sample(*whole)) == pytest.approx(expected)


class TestPage:
    def page(self, app, house, language="fr"):
        found = house.read()
        with app.test_request_context(), in_language(language):
            return Page(render_template("nominations/_equity.html", equity=found), is_fragment=True)

    def test_says_figures_and_why_some_are_missing(self, app, house):
        house.fill(118, 2, grade=1)
        house.fill(1498, 60, grade=2, gender=Gender.MAN)

        text = self.page(app, house).text

        assert "62 proposés sur 1 616" in text
        assert "Masqué : moins de 5 personnes" in text
        assert "Masqué, sinon une soustraction dirait l’autre" in text
        assert "Moyenne : 3,8" in text

    def test_draws_no_bar_for_what_is_hidden(self, app, house):
        house.fill(118, 2, grade=1)
        house.fill(1498, 60, grade=2)

        assert "tg-bar" not in self.page(app, house).html

    def test_speaks_english_too(self, app, house):
        house.fill(200, 8, gender=Gender.WOMAN)
        house.fill(200, 40, gender=Gender.MAN)

        text = self.page(app, house, "en").text

        assert "To discuss: women are nominated far less often." in text
        assert "less than once in 1,000" in text

    def test_few_nominees_show_no_groups(self, app, house):
        house.fill(118, 2, grade=1)
        house.fill(50, 1, grade=2)

        page = self.page(app, house)

        assert "Masqué : moins de 5 personnes" in page.text
        assert "<table" not in page.html

    def test_nobody_yet_says_what_comes(self, app, house):
        house.fill(20)

        assert "Personne n’est encore proposé" in self.page(app, house).text

    def test_names_of_units_are_only_text(self, app, house, make):
        house.fill(58, 0, unit=make.unit("<script>alert(1)</script>"))
        house.fill(60, 20, unit=make.unit("Bureau"))

        assert "<script" not in self.page(app, house).html


class TestFile:
    def rows(self, client, house, suffix="csv"):
        answer = client.get(f"/exports/equity/{house.campaign.id}.{suffix}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        text = answer.data.decode("utf-8-sig")
        return [line.split(";") for line in text.splitlines()]

    def test_holds_what_the_page_says_and_no_more(self, house, make, sign_in):
        house.fill(117, 2, grade=1)
        house.fill(1498, 60, grade=2)
        hana = make.person("Hana Reader", role=Role.HR)
        make.assignment(hana, house.job(1))

        found = self.rows(sign_in(hana, language="fr"), house)

        assert found == [
            ["Par", "Dans", "Groupe", "Salariés", "Proposés", "Sur 100", "Approuvés"],
            ["", "", "Tous ensemble", "1616", "62", "3.8", ""],
            ["Échelon", "", "Échelon 1", "118", *["Masqué\u202f: moins de 5 personnes", "", ""]],
            [
                "Échelon",
                "",
                "Échelon 2",
                "1498",
                *["Masqué, sinon une soustraction dirait l’autre", "", ""],
            ],
        ]

    def test_is_for_hr(self, house, make, sign_in):
        house.fill(60, 6)

        for person in (make.person("Ada"), make.person("Adam", role=Role.ADMIN)):
            answer = sign_in(person).get(f"/exports/equity/{house.campaign.id}.csv")
            assert answer.status_code == 403

    @pytest.mark.parametrize("address", ["999999.csv", "1.pdf", f"{2**70}.csv"])
    def test_of_nothing_is_not_there(self, house, make, sign_in, address):
        hana = make.person("Hana Reader", role=Role.HR)

        assert sign_in(hana).get(f"/exports/equity/{address}").status_code == 404

    def test_holds_the_part_that_hr_looks_after(self, house, make, sign_in):
        house.fill(60, 20)
        paula = make.hr_of(make.site("Rennes"), name="Paula Here")

        total = self.rows(sign_in(paula, language="fr"), house)[1]

        assert total[3:5] == ["0", "0"]


def test_a_big_house_is_counted_at_once(house, make):
    units = [make.unit(f"U{at}") for at in range(40)]
    for at, unit in enumerate(units):
        house.fill(20, at % 7, unit=unit, grade=at % 6, gender=(None, *Gender)[at % 4])

    assert house.read().total.staff.value == 800
