"""A mission always has somebody who answers: with others, handed over, or when one leaves."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions.models import MissionOwner
from talentgrow.missions.states import OUTCOMES, ApplicationStatus, MissionStatus
from talentgrow.notifications.models import Notice
from talentgrow.people import service as people_service

A = ApplicationStatus
M = MissionStatus


@pytest.fixture
def ines(make):
    return make.person("Inès Caradec", job=make.job("ADV"))


def told(session, person):
    found = session.scalars(sa.select(Notice).where(Notice.person_id == person.id))
    return [notice.kind for notice in found]


def co_owners(session, mission):
    return set(
        session.scalars(
            sa.select(MissionOwner.person_id).where(MissionOwner.mission_id == mission.id)
        )
    )


class TestCoOwners:
    def test_are_found_by_name_added_told_and_removed(self, session, make, sign_in, page, ines):
        maud, mission = make.person("Maud Le Goff"), make.mission(owner=ines)
        client, url = sign_in(ines), f"/missions/{mission.id}/owners"

        found = page(client, f"{url}?q=goff")
        for _ in range(2):
            client.post(url, data={"person": maud.id})

        assert found.all("button", name="person", value=str(maud.id))
        assert co_owners(session, mission) == {maud.id}
        assert told(session, maud) == ["missions.co_owner"]
        assert sign_in(maud).get(f"/missions/{mission.id}/edit").status_code == 200

        client.post(f"{url}/{maud.id}/remove")

        assert co_owners(session, mission) == set()
        assert told(session, maud) == ["missions.co_owner", "missions.co_owner_no_more"]

    def test_who_applied_cannot_own_it(self, session, make, sign_in, page, ines):
        paul, mission = make.person("Paul Sy"), make.mission(owner=ines)
        make.application(mission, paul)
        client = sign_in(ines)

        client.post(f"/missions/{mission.id}/owners", data={"person": paul.id})

        assert co_owners(session, mission) == set()
        assert "Paul Sy has applied to this mission." in page(client, "/missions/mine").text

    @pytest.mark.parametrize("outcome", sorted(OUTCOMES))
    def test_who_had_a_seat_cannot_own_it(self, session, make, sign_in, ines, outcome):
        paul, mission = make.person("Paul Sy"), make.mission(owner=ines)
        make.application(mission, paul, status=outcome)
        client = sign_in(ines)

        client.post(f"/missions/{mission.id}/owners", data={"person": paul.id})
        client.post(f"/missions/{mission.id}/hand-over", data={"person": paul.id})

        assert co_owners(session, mission) == set()
        assert mission.owner_id == ines.id

    @pytest.mark.parametrize("status", [A.WITHDRAWN, A.DECLINED, A.EXPIRED])
    def test_whose_application_is_over_may_own_it(self, session, make, sign_in, ines, status):
        paul, mission = make.person("Paul Sy"), make.mission(owner=ines)
        make.application(mission, paul, status=status)

        sign_in(ines).post(f"/missions/{mission.id}/owners", data={"person": paul.id})

        assert co_owners(session, mission) == {paul.id}

    def test_a_draft_stays_unknown_and_is_not_sent_by_who_owns_it_now(
        self, session, make, sign_in, page, ines
    ):
        paul, mission = make.person("Paul Sy"), make.mission(owner=ines)
        draft = make.application(mission, paul, status=A.DRAFT, sent_at=None)
        client, url = sign_in(ines), f"/missions/{mission.id}"

        client.post(f"{url}/owners", data={"person": paul.id})
        said = page(client, f"{url}/owners").text
        sent = sign_in(paul).post(f"{url}/apply", data={"message": "Me", "do": "send"})

        assert co_owners(session, mission) == {paul.id}
        assert "has applied" not in said
        assert sent.status_code == 403
        assert draft.status is A.DRAFT and draft.sent_at is None

    def test_are_five_at_most(self, session, make, sign_in, ines):
        beside = [make.person(f"Beside {number}") for number in range(5)]
        mission = make.mission(owner=ines, co_owners=beside)

        sign_in(ines).post(
            f"/missions/{mission.id}/owners", data={"person": make.person("Paul").id}
        )

        assert len(co_owners(session, mission)) == 5

    @pytest.mark.parametrize("person", ["", "x", "-1", "999999", "9" * 30])
    def test_somebody_who_is_not_there_is_not_added(self, make, sign_in, ines, person):
        mission = make.mission(owner=ines)

        answer = sign_in(ines).post(f"/missions/{mission.id}/owners", data={"person": person})

        assert answer.status_code == 404

    def test_who_has_left_is_not_added(self, session, make, sign_in, ines):
        gone = make.person("Rose", left_on=clock.today() - timedelta(days=3))
        mission = make.mission(owner=ines)

        answer = sign_in(ines).post(f"/missions/{mission.id}/owners", data={"person": gone.id})

        assert answer.status_code == 404

    def test_are_for_those_who_own_it(self, make, sign_in, ines):
        mission = make.mission(owner=ines)
        for other in (make.person("Paul"), make.person("Sophie", role=Role.HR)):
            client, url = sign_in(other), f"/missions/{mission.id}/owners"
            assert client.get(url).status_code == 403
            assert client.post(url, data={"person": other.id}).status_code == 403
            assert client.post(f"{url}/{ines.id}/remove").status_code == 403


class TestHandingOver:
    def test_to_a_colleague_who_then_leads_it(self, session, make, sign_in, page, ines):
        maud, paul = make.person("Maud"), make.person("Paul")
        mission = make.mission(owner=ines, co_owners=[maud])
        make.application(mission, paul)
        client, url = sign_in(ines), f"/missions/{mission.id}/hand-over"

        assert page(client, url).all("button", name="person", value=str(maud.id))
        client.post(url, data={"person": maud.id})

        assert mission.owner_id == maud.id
        assert co_owners(session, mission) == set()
        assert told(session, maud) == ["missions.owner_now"]
        assert told(session, paul) == ["missions.owner_changed"]
        assert client.get(f"/missions/{mission.id}/edit").status_code == 403

    def test_not_to_somebody_who_applied(self, make, sign_in, ines):
        paul, mission = make.person("Paul"), make.mission(owner=ines)
        make.application(mission, paul)

        sign_in(ines).post(f"/missions/{mission.id}/hand-over", data={"person": paul.id})

        assert mission.owner_id == ines.id

    def test_hr_does_not_take_a_mission_from_who_leads_it(self, make, sign_in, ines):
        mission, hr = make.mission(owner=ines), make.person("Sophie", role=Role.HR)
        client, url = sign_in(hr), f"/missions/{mission.id}/hand-over"

        assert client.get(url).status_code == 403
        assert client.post(url, data={"person": hr.id}).status_code == 403


class TestLeaving:
    def leave(self, session, person):
        """Let somebody's last day pass and the night come."""
        for assignment in session.execute(
            sa.text("SELECT id FROM assignment WHERE person_id = :id"), {"id": person.id}
        ):
            session.execute(
                sa.text("UPDATE assignment SET ended_on = :day WHERE id = :id"),
                {"day": clock.today() - timedelta(days=1), "id": assignment.id},
            )
        session.expire_all()
        people_service.note_leavers()
        session.commit()

    def test_a_co_owner_leads_it(self, session, make, ines):
        maud, paul = make.person("Maud"), make.person("Paul")
        mission = make.mission(owner=ines, co_owners=[maud])
        make.application(mission, paul)

        self.leave(session, ines)

        assert mission.owner_id == maud.id
        assert co_owners(session, mission) == set()
        assert told(session, maud) == ["missions.owner_now"]
        assert told(session, paul) == ["missions.owner_changed"]

    def test_else_the_manager(self, session, make):
        karim = make.person("Karim", job=make.job())
        ines = make.person("Inès", job=make.job(), manager=karim)
        mission = make.mission(owner=ines)

        self.leave(session, ines)

        assert mission.owner_id == karim.id
        assert told(session, karim) == ["missions.owner_now"]

    def test_else_hr_is_told_and_chooses(self, session, make, sign_in, page):
        hr = make.person("Sophie", role=Role.HR)
        karim = make.person("Karim", left_on=clock.today() - timedelta(days=9))
        ines = make.person("Inès Caradec", job=make.job(), manager=karim)
        mission, heir = make.mission(owner=ines), make.person("Maud Heir")

        self.leave(session, ines)
        client, url = sign_in(hr), f"/missions/{mission.id}/hand-over"
        card = page(client, f"/missions/{mission.id}")
        client.post(url, data={"person": heir.id})

        assert told(session, hr) == ["missions.owner_gone"]
        assert url in card.links()
        assert mission.owner_id == heir.id

    def test_a_manager_who_applied_does_not_choose_themselves(self, session, make):
        hr = make.person("Sophie", role=Role.HR)
        karim = make.person("Karim", job=make.job())
        ines = make.person("Inès", job=make.job(), manager=karim)
        mission = make.mission(owner=ines)
        make.application(mission, karim)

        self.leave(session, ines)

        assert mission.owner_id == ines.id
        assert told(session, hr) == ["missions.owner_gone"]

    def test_who_owned_it_beside_is_no_longer_named(self, session, make, ines):
        maud = make.person("Maud", job=make.job())
        mission = make.mission(owner=ines, co_owners=[maud])

        self.leave(session, maud)

        assert mission.owner_id == ines.id
        assert co_owners(session, mission) == set()

    @pytest.mark.parametrize("status", [M.COMPLETED, M.CANCELLED, M.ARCHIVED])
    def test_what_is_over_stays_theirs(self, session, make, ines, status):
        mission = make.mission(owner=ines, co_owners=[make.person("Maud")], status=status)

        self.leave(session, ines)

        assert mission.owner_id == ines.id

    def test_leaving_on_the_record_page_counts_too(self, session, make, sign_in, ines):
        maud = make.person("Maud")
        mission = make.mission(owner=ines, co_owners=[maud])
        hr = sign_in(make.person("Sophie", role=Role.HR))
        seen = people_service.records.mark_of(ines.id)
        day = (clock.today() - timedelta(days=2)).isoformat()

        hr.post(
            f"/people/{ines.id}/record/last-day", data={"leave-seen": seen, "leave-last_day": day}
        )

        session.expire_all()
        assert ines.left_on is not None
        assert mission.owner_id == maud.id
