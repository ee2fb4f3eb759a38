"""Two requests do the same thing at the same moment: it is done once, and both get an answer."""

import sqlalchemy as sa

from talentgrow.jobs import service
from talentgrow.jobs.models import Bridge
from talentgrow.kernel.access import Role
from tests.races import Served, at_once, codes, let_meet


class Two(Served):
    """Somebody in HR, and two jobs."""

    def found(self, make):
        self.jobs = make.job("Cariste").id, make.job("Achats").id
        return {"sophie": make.person("Sophie Marchal", role=Role.HR)}


def test_a_bridge_declared_twice_at_once_is_there_once(new_app, monkeypatch):
    two = Two.of(new_app)
    source, target = two.jobs
    # Both have looked before either writes.
    let_meet(monkeypatch, service.queries, "bridge_between")
    data = {"target": target, "note_fr": "", "note_en": ""}

    answers = at_once(*[two.post("sophie", f"/jobs/{source}/bridges", data)] * 2)

    assert sorted(codes(answers)) == [302, 409]
    assert len(two.stored(sa.select(Bridge.id))) == 1
