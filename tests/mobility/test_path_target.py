"""The page of a target: three paths, one of them step by step, small groups hidden."""

import re

import pytest


@pytest.fixture
def company(make):
    """A person in customer relations, three ways to planning, and colleagues who took some.

    Many stayed: a year in which most leave a job for another one counts as a renaming.
    """
    site = make.site("Angers")
    erp, order, plan = make.skill("ERP"), make.skill("Carnet"), make.skill("Planification")
    flux, quality = make.family("Flux", "FX"), make.family("Qualité", "QS", colour=6)
    jobs = {
        "start": make.job("Gestionnaire relation clients", english="Customer officer", family=flux),
        "orders": make.job("Gestionnaire de commandes", english="Order officer", family=flux),
        "flow": make.job("Pilote de flux", english="Flow controller", family=flux),
        "audit": make.job("Audit interne", english="Internal audit", family=quality),
        "goal": make.job("Responsable planification", english="Planning lead", family=flux),
    }
    for name, needs in {
        "start": {erp: 1, order: 2},
        "orders": {erp: 3, order: 3},
        "flow": {erp: 3, plan: 2},
        "audit": {order: 4},
        "goal": {erp: 3, plan: 4},
    }.items():
        for skill, level in needs.items():
            make.need(jobs[name], skill, level)
    for name in ("start", "orders", "flow"):
        make.holders(20, jobs[name], site=site)
    make.movers(12, jobs["start"], jobs["orders"], site=site)
    make.movers(7, jobs["start"], jobs["flow"], site=site)
    make.movers(3, jobs["orders"], jobs["goal"], site=site)
    make.movers(8, jobs["flow"], jobs["goal"], site=site)
    make.bridge(jobs["orders"], jobs["goal"], note="Six mois en binôme")
    person = make.person("Inès Caradec", job=jobs["start"], manager=make.person("Karim Benali"))
    make.level(person, erp, 1)
    make.level(person, order, 2)
    make.graph()
    return person, jobs


def target(jobs, name="goal", **asked):
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/path/to/{jobs[name].id}?{query}"


class TestPaths:
    def test_the_head_says_what_one_becomes_and_how_many_do_it(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), target(jobs))

        assert shown.h1 == "Become planning lead"
        assert "11 colleagues do this job, in Angers." in shown.text
        assert "really different paths" in shown.text

    def test_french_names_the_jobs_in_french(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person, language="fr"), target(jobs))

        assert shown.h1 == "Devenir responsable planification"
        assert "vraiment différents" in shown.text
        assert "Planning lead" not in shown.text

    def test_an_activity_is_moved_into(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), target(jobs, "audit"))

        assert shown.h1 == "Move into internal audit"

    def test_evidence_gives_the_count_first(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), target(jobs, "orders"))

        assert "12 of the 19 colleagues who left Customer officer came to this job" in shown.text
        assert len(re.findall(r'<i class="y">', shown.html)) == 12

    def test_a_step_which_nobody_took_is_inferred(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), target(jobs, "audit"))

        assert "Inferred: nobody has done it yet" in shown.text

    def test_a_small_group_is_never_counted(self, company, sign_in, page):
        person, jobs = company
        for label in ("travelled", "closest", "bold"):
            shown = page(sign_in(person), target(jobs, open=label))

            assert not re.search(r"\b[1-4] (of the|colleagues|people)\b", shown.text)
            assert "3 of the" not in shown.text

    def test_the_label_asked_for_is_open(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), target(jobs, open="closest"))

        assert "Closest to your skills, step by step" in shown.text

    def test_gap_is_told_skill_by_skill(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), target(jobs, "orders"))

        assert "1 today, 3 needed · essential" in shown.text
        assert "2 today, 3 needed · essential" in shown.text

    def test_bridge_of_hr_is_what_the_company_offers(self, company, sign_in, page):
        person, jobs = company
        with_bridge = [
            shown
            for label in ("travelled", "closest", "bold")
            if "Six mois en binôme (en)"
            in (shown := page(sign_in(person), target(jobs, open=label))).text
        ]

        assert with_bridge
        assert "A bridge declared by HR in 2026." in with_bridge[0].text

    def test_pace_stays_chosen(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), target(jobs, pace="easier"))

        assert shown.all("button", name="pace", value="easier")[0]["aria-current"] == "true"

    def test_nonsense_in_the_address_is_no_error(self, company, sign_in, page):
        person, jobs = company

        page(sign_in(person), target(jobs, open="nonsense", pace="0"))

    def test_compare_shows_each_path_in_a_column(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), f"/path/to/{jobs['goal'].id}/compare")

        assert shown.h1.endswith("paths to planning lead, side by side")
        assert "from 0 to 4" in shown.text

    def test_leads_to_who_shows_a_job_until_one_has_seen_it(
        self, company, sign_in, page, make, session
    ):
        person, jobs = company
        host = make.person("Paul Le Gall")
        session.commit()
        client, goal = sign_in(person), jobs["goal"]
        assert "Nobody shows it now." in page(client, target(jobs)).text

        make.offer(host, job_id=goal.id)
        session.commit()
        assert f"/visits?job={goal.id}" in page(client, target(jobs)).links()

        make.certificate(make.visit(person, host, job_id=goal.id))
        session.commit()
        assert "with Paul Le Gall." in page(client, target(jobs)).text

    @pytest.mark.parametrize("address", ["", "/compare"])
    def test_budget_of_statements(self, company, sign_in, page, statements, address):
        person, jobs = company
        client = sign_in(person)
        page(client, target(jobs))

        with statements() as sent:
            page(client, f"/path/to/{jobs['goal'].id}{address}")

        assert len(sent) <= 15


class TestNoPath:
    def test_unknown_job(self, company, sign_in, page):
        person, _ = company

        page(sign_in(person), "/path/to/999999", status=404)

    def test_own_job_leads_on(self, company, sign_in, page):
        person, jobs = company

        shown = page(sign_in(person), target(jobs, "start"))

        assert shown.h1 == "You do this job already"
        assert "/path/choose" in shown.links()

    def test_job_newer_than_the_graph(self, company, make, sign_in, page):
        person, _jobs = company
        fresh = make.job("Pilote énergie")

        shown = page(sign_in(person), f"/path/to/{fresh.id}")

        assert shown.h1 == "This job is too new for suggestions"

    def test_own_job_newer_than_the_graph(self, company, make, sign_in, page):
        _, jobs = company
        person = make.person("Ada", job=make.job("Pilote énergie"))

        shown = page(sign_in(person), target(jobs))

        assert "Your skills today" in shown.text

    def test_nothing_was_computed_yet(self, make, sign_in, page):
        job = make.job()

        shown = page(sign_in(make.person()), f"/path/to/{job.id}", status=409)

        assert shown.h1 == "Nothing to suggest from yet"


class TestWhatIsNotKnown:
    def test_without_job_paths_start_from_skills(self, company, make, sign_in, page):
        _, jobs = company

        shown = page(sign_in(make.person("Ada")), target(jobs))

        assert "We know neither your job nor your skills." in shown.text
        assert "Inferred from your skills:" in shown.text

    def test_without_levels_the_job_stands_in(self, company, make, sign_in, page):
        _, jobs = company

        shown = page(sign_in(make.person("Ada", job=jobs["start"])), target(jobs, "orders"))

        assert "You have not said yet what you can do." in shown.text
        assert "taken from your job" in shown.text
