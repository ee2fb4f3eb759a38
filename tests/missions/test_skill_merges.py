"""When two skills become one, missions and the levels they gave go along, and back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.graph.types import Importance
from talentgrow.kernel.access import Actor, Role
from talentgrow.missions.applications.models import Growth, Side
from talentgrow.missions.models import MissionSkill
from talentgrow.missions.states import MissionStatus as M
from talentgrow.skills import catalogue
from talentgrow.skills import queries as skills
from talentgrow.skills.merging import merge as merging
from talentgrow.skills.merging import undo as undoing
from tests.make import NOW
from tests.missions.finished import Finished
from tests.skills.test_merging import digest

PARTICIPANT, OWNER = Side.PARTICIPANT, Side.OWNER


@pytest.fixture
def over(make):
    """A finished mission: order book 2 to 3, ERP to 2, customers 2; a claim for the order book."""
    over = Finished(make)
    over.say(PARTICIPANT, {over.orders: 3, over.erp: 2})
    over.say(OWNER, {over.orders: 3})
    over.credit()
    return over


@pytest.fixture
def hr(over):
    return Actor(over.sophie.id, frozenset({Role.HR}))


@pytest.fixture
def merge(session, hr):
    def merge(merged, into):
        done = merging.merge(into, merged, by=hr, now=NOW)
        session.commit()
        return done

    return merge


@pytest.fixture
def undo(session, hr):
    def undo(done):
        undoing.undo(undoing.get(done.id), by=hr, now=NOW + timedelta(hours=1))
        session.commit()

    return undo


def lines(session, mission):
    rows = session.scalars(sa.select(MissionSkill).where(MissionSkill.mission_id == mission.id))
    return {line.skill_id: (line.needed, line.grown_to, line.importance) for line in rows}


def growths(session):
    rows = session.scalars(sa.select(Growth))
    return {one.skill_id: (one.by_participant, one.by_owner, one.claim_id) for one in rows}


@pytest.mark.parametrize(("merged", "kept"), [("erp", "orders"), ("orders", "erp")])
def test_both_of_one_mission_become_one_line_and_two_again(
    over, session, merge, undo, merged, kept
):
    merged, kept = getattr(over, merged), getattr(over, kept)
    before = digest(session)
    claim = session.scalars(sa.select(Growth.claim_id).where(Growth.claim_id.is_not(None))).one()

    done = merge(merged, kept)

    assert lines(session, over.mission)[kept.id] == (2, 3, Importance.ESSENTIAL)
    assert growths(session) == {kept.id: (3, 3, claim)}
    assert skills.levels_of(over.ines.id)[kept.id] == 3
    undo(done)
    assert digest(session) == before


@pytest.mark.parametrize(("merged", "kept"), [("erp", "new"), ("new", "erp")])
def test_a_skill_of_no_mission_changes_nothing_but_the_name(
    over, make, session, merge, undo, merged, kept
):
    over.new = make.skill("Autre")
    merged, kept = getattr(over, merged), getattr(over, kept)
    before = digest(session)

    done = merge(merged, kept)

    assert kept.id in lines(session, over.mission) and kept.id in growths(session)
    undo(done)
    assert digest(session) == before


def test_what_an_owner_changed_since_stays(over, session, merge, undo):
    done = merge(over.erp, over.orders)
    line = session.scalars(
        sa.select(MissionSkill).where(MissionSkill.skill_id == over.orders.id)
    ).one()
    line.grown_to = 5
    session.commit()

    undo(done)

    found = lines(session, over.mission)
    assert found[over.orders.id][:2] == (2, 5)
    assert found[over.erp.id][:2] == (None, 2)


def test_what_was_said_since_stays(over, session, merge, undo):
    done = merge(over.orders, over.erp)
    growth = session.scalars(sa.select(Growth)).one()
    claim, growth.by_owner = growth.claim_id, 4
    session.commit()

    undo(done)

    found = growths(session)
    assert found[over.erp.id] == (3, 4, claim)
    assert found[over.orders.id] == (3, 3, None)


def test_a_line_which_an_owner_wrote_anew_is_not_written_twice(over, session, merge, undo):
    done = merge(over.erp, over.orders)
    session.add(MissionSkill(mission_id=over.mission.id, skill_id=over.erp.id, grown_to=4))
    session.commit()

    undo(done)

    assert lines(session, over.mission)[over.erp.id][1] == 4


def test_a_level_said_on_an_old_page_goes_to_the_kept_skill(over, session, merge):
    merge(over.talk, over.orders)

    over.say(PARTICIPANT, {over.talk: 3})

    assert set(growths(session)) == {over.orders.id, over.erp.id}


def test_a_merge_says_what_would_move(over, session):
    found = merging.preview(*catalogue.get_both(over.orders.id, over.erp.id))

    assert (found.uses, found.overlap) == (2, 2)


def test_the_page_of_a_skill_names_missions_which_everybody_may_read(over, session):
    assert [use.name for use in catalogue.uses(over.erp.id)] == [over.mission.title]

    over.mission.status = M.COMPLETED
    session.commit()

    assert catalogue.uses(over.erp.id) == []
