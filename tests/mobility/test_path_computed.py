"""The page on how suggestions are computed: numbers that can be checked, none that give away."""

import re
from dataclasses import fields

import pytest

from talentgrow.graph.matching import StretchRules
from talentgrow.graph.paths import find_paths
from talentgrow.graph.rules import Rules
from talentgrow.graph.types import Profile
from talentgrow.mobility import snapshot
from talentgrow.mobility.path_pages.rule_words import chapters, mission_chapters

URL = "/how-suggestions-are-computed"


@pytest.fixture
def jobs(make):
    jobs = {name: make.job(name, english=name) for name in ("Start", "Usual", "Rare", "Other")}
    make.holders(30, jobs["Start"])
    make.movers(12, jobs["Start"], jobs["Usual"])
    make.movers(3, jobs["Start"], jobs["Rare"])
    make.movers(9, jobs["Start"], jobs["Other"])
    make.graph()
    return jobs


def test_every_number_of_the_rules_has_a_meaning(app):
    with app.test_request_context():
        for rules, told in ((Rules(), chapters), (StretchRules(), mission_chapters)):
            named = [weight.name for chapter in told(rules) for weight in chapter.weights]

            assert sorted(named) == sorted(field.name for field in fields(rules))


def test_the_sum_can_be_redone_from_the_page(jobs, make, sign_in, page):
    person = make.person("Inès", job=jobs["Start"])

    shown = page(sign_in(person), f"{URL}?to={jobs['Usual'].id}&step=1")

    assert "Your step from Start to Usual." in shown.text
    moved, alpha, prior, left, _, result = re.search(
        r"\((\d+) \+ (\d+) × ([\d.]+)%\) ÷ \((\d+) \+ (\d+)\) = ([\d.]+)%", shown.text
    ).groups()
    assert (moved, left) == ("12", "24")
    again = (12 + float(alpha) * float(prior) / 100) / (24 + float(alpha))
    assert abs(again * 100 - float(result)) < 0.01


def test_a_step_of_few_people_keeps_its_numbers(jobs, make, sign_in, page):
    person = make.person("Inès", job=jobs["Start"])
    direct = find_paths(snapshot.current().mobility, Profile(jobs["Start"].id), jobs["Rare"].id)
    label = next(path.label for path in direct.paths if len(path.steps) == 1)

    shown = page(sign_in(person), f"{URL}?to={jobs['Rare'].id}&open={label}&step=1")

    assert "rests on fewer than 5 people" in shown.text
    assert "(3 + " not in shown.text


def test_weights_of_a_step_of_few_people_are_not_printed(make, sign_in, page):
    start, goal = make.job("Start", english="Start"), make.job("Goal", english="Goal")
    make.holders(30, start)
    make.movers(4, start, goal)
    make.graph()

    shown = page(sign_in(make.person("Inès", job=start)), f"/path/to/{goal.id}")

    assert "The weights stay hidden here" in shown.text
    assert "4 of" not in shown.text


def test_total_is_hidden_when_the_rest_would_tell(make, sign_in, page):
    start, goal, other = (make.job(name, english=name) for name in ("Start", "Goal", "Other"))
    make.holders(30, start)
    make.movers(9, start, goal)
    make.movers(2, start, other)
    make.graph()

    shown = page(sign_in(make.person("Inès", job=start)), f"/path/to/{goal.id}")

    assert "9 colleagues, nearly everyone who left Start, came to this job" in shown.text
    assert "of the 11" not in shown.text


def test_somebody_without_a_job_gets_an_example(jobs, make, sign_in, page):
    shown = page(sign_in(make.person("Ada")), URL)

    assert "One step, summed up by hand" in shown.text
    assert "Result:" in shown.text


def test_nonsense_in_the_address_is_no_error(jobs, make, sign_in, page):
    client = sign_in(make.person("Inès", job=jobs["Start"]))
    for query in ("to=999999", "to=x", f"to={jobs['Usual'].id}&step=99&open=?&pace=?", "step=-1"):
        page(client, f"{URL}?{query}")


def test_french(jobs, make, sign_in, page):
    person = make.person("Inès", job=jobs["Start"])

    shown = page(sign_in(person, language="fr"), URL)

    assert shown.h1 == "Comment les suggestions sont calculées"
    assert "Ce qui ne compte jamais" in shown.text


def test_every_page_leads_here(jobs, make, sign_in, page):
    assert URL in page(sign_in(make.person("Ada")), "/path/choose").links()


def test_budget_of_statements(jobs, make, sign_in, page, statements):
    client = sign_in(make.person("Inès", job=jobs["Start"]))
    page(client, URL)

    with statements() as sent:
        page(client, f"{URL}?to={jobs['Usual'].id}&step=1")

    assert len(sent) <= 15


def test_the_example_is_the_computation(jobs, app):
    mobility = snapshot.current().mobility

    posterior = mobility.posterior(jobs["Start"].id)[mobility.index[jobs["Usual"].id]]

    prior = mobility.prior(jobs["Start"].id)[mobility.index[jobs["Usual"].id]]
    assert posterior == pytest.approx((12 + 10 * prior) / (24 + 10))
