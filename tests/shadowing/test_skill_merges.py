"""When two skills become one, what offers show and visitors have seen goes along, and back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.kernel.access import Actor, Role
from talentgrow.shadowing.models import OfferSkill
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.models import SeenSkill
from talentgrow.skills.merging import merge as merging
from talentgrow.skills.merging import undo as undoing
from tests.make import NOW


@pytest.fixture
def hr(make):
    return Actor(make.person("Hana", role=Role.HR).id, frozenset({Role.HR}))


@pytest.fixture
def named(session, make):
    """One offer and one visit name two skills that are the same; another offer names one."""
    host, first, second = make.person("Maud"), make.skill("Tri"), make.skill("Trier")
    both, one = make.offer(host), make.offer(host)
    visit = make.visit(make.person("Ana"), host, status=VisitStatus.CLOSED)
    session.add_all(
        [
            OfferSkill(offer_id=both.id, skill_id=first.id),
            OfferSkill(offer_id=both.id, skill_id=second.id),
            OfferSkill(offer_id=one.id, skill_id=second.id),
            SeenSkill(visit_id=visit.id, skill_id=second.id),
        ]
    )
    session.commit()
    return first, second, both, one


def shown(session, offer):
    found = sa.select(OfferSkill.skill_id).where(OfferSkill.offer_id == offer.id)
    return sorted(session.scalars(found))


def test_what_named_the_merged_skill_names_the_kept_one_once(session, named, hr):
    first, second, both, one = named
    merging.merge(first, second, by=hr, now=NOW)
    session.commit()
    assert shown(session, both) == shown(session, one) == [first.id]
    assert session.scalars(sa.select(SeenSkill.skill_id)).all() == [first.id]


def test_undone_everything_is_as_before(session, named, hr):
    first, second, both, one = named
    done = merging.merge(first, second, by=hr, now=NOW)
    session.commit()
    undoing.undo(undoing.get(done.id), by=hr, now=NOW + timedelta(hours=1))
    session.commit()
    assert shown(session, both) == sorted([first.id, second.id])
    assert shown(session, one) == [second.id]
    assert session.scalars(sa.select(SeenSkill.skill_id)).all() == [second.id]


def test_undone_nothing_comes_back_where_the_host_took_the_skill_away(session, named, hr):
    first, second, both, _one = named
    done = merging.merge(first, second, by=hr, now=NOW)
    session.execute(sa.delete(OfferSkill).where(OfferSkill.offer_id == both.id))
    session.commit()
    undoing.undo(undoing.get(done.id), by=hr, now=NOW + timedelta(hours=1))
    session.commit()
    assert shown(session, both) == []
