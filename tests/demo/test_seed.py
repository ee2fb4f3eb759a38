"""The demo company in the database: whole, ready to be signed in to, and only where nothing was."""

import pytest
from flask_security import verify_password
from sqlalchemy import func, select

from talentgrow.auth.models import Account
from talentgrow.demo import seed
from talentgrow.demo.company import company
from talentgrow.infra import clock
from talentgrow.infra.db import db, writing
from talentgrow.jobs.models import Bridge, Job, JobFamily, Requirement
from talentgrow.kernel.access import Role
from talentgrow.mobility import snapshot
from talentgrow.people import queries as people
from talentgrow.people.models import Assignment, Person, Site, Unit
from talentgrow.skills.models import Skill, SkillClaim, SkillFamily
from tests.page import Page


@pytest.fixture(scope="module")
def demo_app(new_app):
    app = new_app({"WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False})
    with app.app_context(), writing():
        seed.fill(now=clock.now())
        db.session.commit()
    return app


@pytest.fixture
def demo(demo_app):
    with demo_app.app_context():
        yield company(today=clock.today())


@pytest.fixture
def enter(demo_app):
    """Return a function which signs in with a demo account by the form."""

    def enter(email):
        client = demo_app.test_client()
        response = client.post("/sign-in", data={"email": email, "password": seed.PASSWORD})
        assert response.status_code == 302, response.text[:500]
        return client

    return enter


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_everything_of_the_company_is_stored(demo):
    catalogue = demo.catalogue

    assert count(Person) == len(demo.people)
    assert count(Assignment) == len(demo.assignments)
    # The story of Inès adds what she and Karim say to each other.
    assert count(SkillClaim) > len(demo.skill_levels)
    assert count(Account) == len(demo.accounts)
    assert count(Job) == len(catalogue.jobs)
    assert count(JobFamily) == len(catalogue.job_families)
    # HR has one skill too many, which a job asks for: it waits to be merged.
    assert count(Requirement) == sum(len(job.needs) for job in catalogue.jobs) + 1
    assert count(Bridge) == len(catalogue.bridges)
    assert count(Skill) == len(catalogue.skills) + 1
    assert count(SkillFamily) == len(catalogue.skill_families)
    assert (count(Unit), count(Site)) == (len(catalogue.units), len(catalogue.sites))


def test_the_graph_is_ready(demo):
    graph = snapshot.current()

    assert len(graph.mobility.jobs) == len(demo.catalogue.jobs)
    assert graph.mobility.moves_counted > 0
    assert snapshot.rebuild() is None


def test_a_filled_database_is_not_empty(demo):
    assert not seed.is_empty()


def test_an_empty_database_is_empty(session):
    assert seed.is_empty()
    assert seed.accounts() == []


def test_accounts_are_told_with_their_role(demo):
    accounts = seed.accounts()

    assert len(accounts) == len(demo.accounts)
    assert {"employee", "manager", "hr", "HR of Rennes"} <= {account.role for account in accounts}


def test_the_password_is_the_one_which_is_told(demo):
    for account in db.session.scalars(select(Account)).unique():
        assert verify_password(seed.PASSWORD, account.password)


def test_each_account_is_what_it_says(demo):
    for told in seed.accounts():
        account = (
            db.session.scalars(select(Account).where(Account.email == told.email)).unique().one()
        )
        granted = {role.name for role in account.roles}

        assert granted == ({Role(told.role.lower().partition(" ")[0])} & {Role.HR, Role.ADMIN})
        if told.role == "manager":
            assert people.report_ids(account.person_id)


def test_each_account_signs_in_and_its_pages_come(demo, enter):
    for account in seed.accounts():
        client = enter(account.email)

        for url in ["/", "/skills/", "/jobs/", "/people/", "/account"]:
            response = client.get(url)
            assert response.status_code == 200, (account.email, url)
            Page(response.text)


def test_people_speak_their_own_language(demo, enter):
    locales = {person.email: person.locale for person in demo.people}
    for account in seed.accounts():
        page = Page(enter(account.email).get("/").text)

        assert page.all("html")[0]["lang"] == locales[account.email]


def test_searching_for_somebody_finds_them(demo, enter):
    wanted = next(person for person in demo.people if person.left_on is None)
    client = enter(seed.accounts()[0].email)

    response = client.get("/people/", query_string={"q": wanted.employee_number})

    assert wanted.last_name in Page(response.text).text
