"""Asking a colleague for a word, and giving it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from talentgrow.audit.models import StatusChange
from talentgrow.claims import endorsements
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Assignment
from talentgrow.skills import queries as skills
from talentgrow.skills.models import ClaimSource, Endorsement, SkillClaim
from talentgrow.skills.states import EndorsementStatus
from tests.make import Factory


@pytest.fixture
def declared(team, make, ago):
    """Inès says that she listens at level 3, with an example."""
    return make.level(team.ines, team.listening, 3, at=ago(5), note="Led the June peak")


@pytest.fixture
def ask(team, declared):
    """Return a function with which Inès asks somebody."""

    def ask(peer, message="The day at Angers", q="x"):
        return team.client(team.ines).post(
            f"/skills/ask?skill={team.listening.id}&q={q}",
            data={"peer": peer.id, "message": message},
        )

    return ask


@pytest.fixture
def request_(ask, team, session):
    """Inès has asked Eleanor."""
    ask(team.eleanor)
    return session.scalars(select(Endorsement)).one()


def given(session):
    return session.scalars(select(SkillClaim).where(SkillClaim.source == ClaimSource.PEER)).all()


class TestAsk:
    def test_finds_colleagues_by_name_never_oneself(self, team, declared, page):
        url = f"/skills/ask?skill={team.listening.id}&q="

        found = page(team.client(team.ines), url + "hugh")
        own = page(team.client(team.ines), url + "caradec")

        assert "Eleanor Hughes" in found.text
        assert "Nobody is found" in own.text

    def test_is_no_way_to_leaf_through_the_directory(self, new_app):
        app = new_app({"WTF_CSRF_ENABLED": False}, directory_limit="3 per minute")
        with app.app_context():
            make = Factory(db.session)
            ines, skill = make.person("Inès Caradec"), make.skill()
            make.person("Eleanor Hughes")
            make.level(ines, skill, 3)
            account = make.account_of(ines)
            signed_in = account.fs_uniquifier, make.sign_in_session(account)
            url = f"/skills/ask?skill={skill.id}&q="
            db.session.remove()
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["sign_in"] = signed_in

        one_letter = client.get(f"{url}h")
        answers = [client.get(f"{url}hu{sign}").status_code for sign in "abcd"]

        assert "Hughes" not in one_letter.text
        assert answers == [200, 200, 429, 429]

    def test_speaks_french(self, team, declared, page):
        found = page(team.client(team.ines, "fr"), "/skills/ask")

        assert "Écoute" in found.text
        assert "Qui" in found.h1

    def test_tells_the_colleague(self, team, ask, session):
        response = ask(team.eleanor)

        assert response.location == f"/skills/{team.listening.id}"
        request = session.scalars(select(Endorsement)).one()
        assert request.status is EndorsementStatus.ASKED
        (notice,) = session.scalars(select(Notice)).all()
        assert (notice.person_id, notice.kind) == (team.eleanor.id, "claims.peer_asked")
        assert notice.url == f"/endorsements/{request.id}"

    def test_five_clicks_ask_once(self, team, ask, session):
        assert [ask(team.eleanor).status_code for _click in range(5)] == [302] * 5
        assert len(session.scalars(select(Endorsement)).all()) == 1
        assert len(session.scalars(select(Notice)).all()) == 1

    def test_the_manager_is_no_colleague(self, team, ask, session, page):
        response = ask(team.karim)

        assert response.status_code == 409
        assert "a manager confirms a level" in response.text
        assert session.scalars(select(Endorsement)).all() == []

    def test_nobody_asks_themselves(self, team, ask, session):
        assert ask(team.ines).status_code == 409

    def test_whoever_left_cannot_be_asked(self, team, ask, session, ago):
        team.eleanor.left_on = ago(1).date()
        session.commit()

        assert ask(team.eleanor).status_code == 404

    def test_five_colleagues_are_enough(self, team, ask, make):
        codes = [ask(make.person(f"Peer {n}")).status_code for n in range(6)]

        assert codes == [302] * 5 + [409]

    def test_only_about_what_one_declared(self, team, make, session):
        make.level(team.ines, team.flows, 3, source=ClaimSource.MANAGER, author=team.karim)

        response = team.client(team.ines).post(
            f"/skills/ask?skill={team.flows.id}", data={"peer": team.eleanor.id}
        )

        assert response.status_code == 200
        assert session.scalars(select(Endorsement)).all() == []

    def test_whoever_declared_nothing_is_told_how_to_begin(self, team, page):
        assert (
            "You have not declared any level yet" in page(team.client(team.noe), "/skills/ask").text
        )

    @pytest.mark.parametrize("peer", ["", "x", "0", "999999", "9" * 30])
    def test_nonsense_asks_nobody(self, team, declared, session, peer):
        response = team.client(team.ines).post(
            f"/skills/ask?skill={team.listening.id}", data={"peer": peer}
        )

        assert response.status_code in {400, 404, 422}
        assert session.scalars(select(Endorsement)).all() == []


class TestPage:
    def test_shows_this_skill_alone_and_why(self, team, request_, make, page):
        make.level(team.ines, team.flows, 5)

        found = page(team.client(team.eleanor), f"/endorsements/{request_.id}")

        for words in ("Inès declares level 3", "Led the June peak", "The day at Angers"):
            assert words in found.text
        assert "Flow" not in found.text

    def test_stands_among_what_waits_for_the_colleague(self, team, request_, page):
        assert f"/endorsements/{request_.id}" in page(team.client(team.eleanor), "/skills/").links()

    @pytest.mark.parametrize(("who", "status"), [("ines", 403), ("karim", 404), ("sophie", 404)])
    def test_is_for_the_colleague_who_was_asked(self, team, request_, session, who, status):
        client = team.client(getattr(team, who))
        url = f"/endorsements/{request_.id}"

        assert client.get(url).status_code == status
        assert client.post(url, data={"level": "5"}).status_code == status
        assert client.post(f"{url}/decline").status_code == status
        assert given(session) == []

    def test_a_colleague_who_became_the_manager_is_told_to_confirm(
        self, team, request_, page, session
    ):
        for assignment in session.scalars(
            select(Assignment).where(Assignment.person_id == team.ines.id)
        ):
            assignment.manager_id = team.eleanor.id
        session.commit()
        client = team.client(team.eleanor)

        assert "confirm instead" in page(client, f"/endorsements/{request_.id}").text
        assert client.post(f"/endorsements/{request_.id}", data={"level": "3"}).status_code == 409


class TestAnswer:
    def answer(self, team, request, **form):
        return team.client(team.eleanor).post(
            f"/endorsements/{request.id}", data={"level": "4", "note": "Calm on the phone"} | form
        )

    def test_stands_beside_and_changes_no_level(self, team, request_, declared, session, page):
        assert self.answer(team, request_).status_code == 302

        (word,) = given(session)
        assert (word.level, word.author_id, word.answers_id) == (4, team.eleanor.id, declared.id)
        assert skills.levels_of(team.ines.id) == {team.listening.id: 3}
        text = page(team.client(team.ines), f"/skills/{team.listening.id}").text
        assert "4, seen by Eleanor Hughes" in text
        assert "Calm on the phone" in text

    def test_tells_the_person(self, team, request_, session):
        self.answer(team, request_)

        told = session.scalars(select(Notice).where(Notice.person_id == team.ines.id)).one()
        assert (told.kind, told.details["level"]) == ("claims.peer_answered", 4)

    def test_is_given_once(self, team, request_, session):
        codes = [self.answer(team, request_).status_code for _click in range(3)]

        assert codes == [302, 409, 409]
        assert len(given(session)) == 1

    @pytest.mark.parametrize("level", ["", "6", "-1", "x"])
    def test_needs_a_level(self, team, request_, session, level):
        assert self.answer(team, request_, level=level).status_code == 422
        assert given(session) == []

    def test_can_be_declined_without_a_reason(self, team, request_, session, page):
        response = team.client(team.eleanor).post(f"/endorsements/{request_.id}/decline")

        assert response.status_code == 302
        assert session.get(Endorsement, request_.id).status is EndorsementStatus.DECLINED
        assert (
            "would rather say nothing"
            in page(team.client(team.ines), f"/skills/{team.listening.id}").text
        )
        assert self.answer(team, request_).status_code == 409

    def test_whoever_answered_is_not_asked_again(self, team, request_, ask):
        self.answer(team, request_)

        assert ask(team.eleanor).status_code == 409


class TestWithdraw:
    def test_ends_it_and_leaves_a_trace(self, team, request_, session, page):
        response = team.client(team.ines).post(f"/endorsements/{request_.id}/withdraw")

        assert response.status_code == 302
        change = session.scalars(select(StatusChange)).one()
        assert (change.move, change.after) == ("withdraw_endorsement", "withdrawn")
        found = page(team.client(team.eleanor), f"/endorsements/{request_.id}")
        assert "Inès took the request back." in found.text

    def test_the_same_colleague_can_be_asked_again_and_is_told_once_a_day(
        self, team, request_, session, app
    ):
        client = team.client(team.ines)
        for _turn in range(3):
            client.post(f"/endorsements/{request_.id}/withdraw")
            client.post(f"/endorsements/{request_.id}/again")

        assert session.get(Endorsement, request_.id).status is EndorsementStatus.ASKED
        assert len(self.told(team, session)) == 1

        client.post(f"/endorsements/{request_.id}/withdraw")
        with app.test_request_context():
            endorsements.ask(
                request_.claim,
                team.eleanor,
                by=team.actor(team.ines),
                now=clock.now() + timedelta(days=1),
            )
        assert len(self.told(team, session)) == 2

    def told(self, team, session):
        return session.scalars(select(Notice).where(Notice.person_id == team.eleanor.id)).all()

    @pytest.mark.parametrize(("who", "status"), [("eleanor", 403), ("karim", 404)])
    def test_only_whoever_asked(self, team, request_, who, status):
        client = team.client(getattr(team, who))

        assert client.post(f"/endorsements/{request_.id}/withdraw").status_code == status
        assert client.post(f"/endorsements/{request_.id}/again").status_code == status
