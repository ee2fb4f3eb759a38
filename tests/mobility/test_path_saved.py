"""Keeping a path, sharing it with one's manager, taking it back, giving it up."""

import re

import pytest
from sqlalchemy import select

from talentgrow.infra.db import db
from talentgrow.kernel.access import Role
from talentgrow.mobility.models import SavedPath
from talentgrow.mobility.states import PathStatus


class Team:
    """A manager, somebody with a path to save, a colleague of theirs, and HR."""

    def __init__(self, make, sign_in):
        skill = make.skill("ERP")
        self.start = make.job("Gestionnaire", english="Officer", needs={skill: 1})
        self.goal = make.job("Responsable planification", english="Planning lead", needs={skill: 3})
        make.holders(20, self.start)
        make.movers(9, self.start, self.goal)
        self.karim = make.person("Karim Benali")
        self.ines = make.person("Inès Caradec", job=self.start, manager=self.karim)
        self.peer = make.person("Paul Roy", job=self.start, manager=self.karim)
        self.stranger = make.person("Maud Le Goff", job=self.goal)
        self.hr = make.person("Sophie Marchal", role=Role.HR)
        make.level(self.ines, skill, 1)
        make.graph()
        self.sign_in = sign_in

    def form(self, client):
        """Return what the button "Save this path" sends."""
        shown = client.get(f"/path/to/{self.goal.id}").text
        return dict(re.findall(r'name="(open|pace|seen)" value="([^"]*)"', shown))

    def save(self, client, fields=None):
        fields = fields or self.form(client)
        return client.post(f"/path/to/{self.goal.id}/save", data=fields)

    def saved(self, status=PathStatus.PRIVATE):
        """Save a path for Inès and bring it to a status."""
        client = self.sign_in(self.ines)
        self.save(client)
        path = db.session.scalars(select(SavedPath)).one()
        step = {PathStatus.SHARED: "share", PathStatus.DROPPED: "drop"}.get(status)
        if step:
            client.post(f"/path/saved/{path.id}/{step}")
        return path


@pytest.fixture
def team(make, sign_in):
    return Team(make, sign_in)


class TestSave:
    def test_the_path_is_kept_as_it_was_seen(self, team):
        path = team.saved()

        assert path.person_id == team.ines.id
        assert path.steps[0] == team.start.id
        assert path.steps[-1] == team.goal.id
        assert path.status is PathStatus.PRIVATE

    def test_twice_the_same_path_is_kept_once(self, team):
        client = team.sign_in(team.ines)
        fields = team.form(client)

        first, second = team.save(client, fields), team.save(client, fields)

        assert first.location == second.location

    def test_what_was_not_seen_is_not_saved(self, team):
        client = team.sign_in(team.ines)
        data = {"open": "travelled", "pace": "balanced", "seen": "another state of the data"}

        answer = client.post(f"/path/to/{team.goal.id}/save", data=data)

        assert answer.location == f"/path/to/{team.goal.id}"
        assert db.session.scalars(select(SavedPath)).all() == []

    def test_target_then_offers_the_saved_path(self, team, page):
        path = team.saved()

        shown = page(team.sign_in(team.ines), f"/path/to/{team.goal.id}?open={path.label}")

        assert f"/path/saved/{path.id}" in shown.links()
        assert "You chose this target on" in shown.text

    def test_own_job_cannot_be_saved(self, team):
        client = team.sign_in(team.ines)
        data = {"open": "travelled", "pace": "balanced", "seen": "x"}

        assert client.post(f"/path/to/{team.start.id}/save", data=data).status_code == 302
        assert db.session.scalars(select(SavedPath)).all() == []


class TestRead:
    def test_owner_sees_the_gap_of_today(self, team, page):
        path = team.saved()

        shown = page(team.sign_in(team.ines), f"/path/saved/{path.id}")

        assert shown.h1 == "Become planning lead"
        assert "1 today, 3 needed · essential" in shown.text
        assert "Only you can read it." in shown.text
        assert "Saved with rules" in shown.text

    @pytest.mark.parametrize("reader", ["karim", "peer", "stranger", "hr"])
    def test_a_private_path_does_not_exist_for_others(self, team, page, reader):
        path = team.saved()

        page(team.sign_in(getattr(team, reader)), f"/path/saved/{path.id}", status=404)

    @pytest.mark.parametrize("reader", ["peer", "stranger", "hr"])
    def test_a_shared_path_is_for_the_manager_alone(self, team, page, reader):
        path = team.saved(PathStatus.SHARED)

        page(team.sign_in(getattr(team, reader)), f"/path/saved/{path.id}", status=404)

    def test_manager_reads_a_shared_path_and_cannot_change_it(self, team, page):
        path = team.saved(PathStatus.SHARED)

        shown = page(team.sign_in(team.karim), f"/path/saved/{path.id}")

        assert shown.h1 == "Inès’s path to planning lead"
        assert "You can read it, not change it." in shown.text
        assert not [form for form in shown.all("form") if "/path/" in form.get("action", "")]

    def test_a_path_given_up_is_gone_for_everybody(self, team, page):
        path = team.saved(PathStatus.DROPPED)

        page(team.sign_in(team.ines), f"/path/saved/{path.id}", status=404)
        page(team.sign_in(team.karim), f"/path/saved/{path.id}", status=404)

    def test_a_job_which_was_removed_keeps_its_place(self, team, page):
        path = team.saved()
        path.steps = [path.steps[0], 999_999, path.steps[-1]]
        db.session.commit()

        shown = page(team.sign_in(team.ines), f"/path/saved/{path.id}")

        assert "A job which no longer exists" in shown.text

    def test_somebody_who_left_the_path_is_told(self, team, make, page):
        path = team.saved()
        path.steps = [team.goal.id]
        db.session.commit()

        shown = page(team.sign_in(team.ines), f"/path/saved/{path.id}")

        assert "Your job has changed since" in shown.text

    def test_budget_of_statements(self, team, page, statements):
        path = team.saved(PathStatus.SHARED)
        client = team.sign_in(team.ines)

        with statements() as sent:
            page(client, f"/path/saved/{path.id}")

        assert len(sent) <= 15


class TestShare:
    def test_share_and_take_back(self, team, page):
        path = team.saved(PathStatus.SHARED)
        client = team.sign_in(team.ines)
        assert "Karim, your manager, can read it." in page(client, f"/path/saved/{path.id}").text

        client.post(f"/path/saved/{path.id}/unshare")

        assert path.status is PathStatus.PRIVATE
        assert "You took it back" in page(client, f"/path/saved/{path.id}").text

    @pytest.mark.parametrize("step", ["share", "unshare", "drop"])
    def test_manager_may_not_take_a_step(self, team, step):
        path = team.saved(PathStatus.SHARED)

        answer = team.sign_in(team.karim).post(f"/path/saved/{path.id}/{step}")

        assert answer.status_code == 403
        assert path.status is PathStatus.SHARED

    @pytest.mark.parametrize("step", ["share", "unshare", "drop"])
    @pytest.mark.parametrize("reader", ["peer", "stranger", "hr"])
    def test_others_learn_nothing(self, team, step, reader):
        path = team.saved(PathStatus.SHARED)

        answer = team.sign_in(getattr(team, reader)).post(f"/path/saved/{path.id}/{step}")

        assert answer.status_code == 404
        assert path.status is PathStatus.SHARED

    def test_sharing_twice_is_refused_kindly(self, team):
        path = team.saved(PathStatus.SHARED)

        answer = team.sign_in(team.ines).post(f"/path/saved/{path.id}/share")

        assert answer.status_code == 409

    def test_without_manager_there_is_nobody_to_share_with(self, team, make, page):
        alone = make.person("Ada", job=team.start)
        client = team.sign_in(alone)
        location = team.save(client).location

        shown = page(client, location)

        assert "there is nobody to share it with" in shown.text


class TestMyPath:
    def test_without_a_path_it_leads_into_choosing(self, team, page):
        shown = page(team.sign_in(team.ines), "/path")

        assert shown.h1 == "What would you like to become?"
        assert "/path/choose" in shown.links()

    def test_the_saved_path_comes_first(self, team, page):
        path = team.saved()

        shown = page(team.sign_in(team.ines), "/path")

        assert shown.h1 == "On your way: become planning lead"
        assert "ERP (en) from 1 to 3" in shown.text
        assert f"/path/saved/{path.id}" in shown.links()

    def test_french(self, team, page):
        team.saved()

        shown = page(team.sign_in(team.ines, language="fr"), "/path")

        assert shown.h1 == "En chemin : devenir responsable planification"

    def test_manager_sees_what_is_shared_and_nothing_else(self, team, page):
        team.saved()
        assert "Inès" not in page(team.sign_in(team.karim), "/path").text

        path = db.session.scalars(select(SavedPath)).one()
        team.sign_in(team.ines).post(f"/path/saved/{path.id}/share")

        shown = page(team.sign_in(team.karim), "/path")
        assert "Paths your team shares with you" in shown.text
        assert "Inès Caradec" in shown.text

    def test_target_reached(self, team, make, page):
        path = team.saved()
        path.steps, path.target_id = [team.goal.id, team.start.id], team.start.id
        db.session.commit()

        shown = page(team.sign_in(team.ines), "/path")

        assert shown.h1 == "You have reached your target"

    def test_budget_of_statements(self, team, page, statements):
        team.saved(PathStatus.SHARED)
        for person in (team.ines, team.karim):
            client = team.sign_in(person)
            page(client, "/path")

            with statements() as sent:
                page(client, "/path")

            assert len(sent) <= 15
