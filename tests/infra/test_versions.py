"""Of two who read the same version of a record, the second to write is told."""

import pytest
import sqlalchemy as sa

from talentgrow.infra.db import db
from talentgrow.infra.versions import write_version
from talentgrow.nominations.pools.models import TalentPool
from tests.races import Meeting, Served, at_once


@pytest.fixture
def pool(make):
    return make.pool("Relève")


class TestWriting:
    def test_makes_the_next_version(self, pool, session):
        assert write_version(pool, {"name_fr": "Relève atelier"}, seen=1)

        assert (pool.version, pool.name_fr) == (2, "Relève atelier")

    def test_is_refused_who_read_an_older_one_and_finds_what_stands_there(self, pool, session):
        assert write_version(pool, {"name_fr": "First"}, seen=1)

        assert not write_version(pool, {"name_fr": "Second"}, seen=1)
        assert (pool.version, pool.name_fr) == (2, "First")

    @pytest.mark.parametrize("seen", [0, -1, 2, 2**31 - 1])
    def test_is_refused_who_read_what_never_was(self, pool, seen, session):
        assert not write_version(pool, {"name_fr": "Never"}, seen=seen)
        assert (pool.version, pool.name_fr) == (1, "Relève")

    def test_may_ask_for_more_than_the_version(self, pool, session):
        is_retired = TalentPool.retired_at.is_not(None)

        assert not write_version(pool, {"name_fr": "Never"}, seen=1, where=is_retired)
        assert write_version(pool, {}, seen=1, where=~is_retired)
        assert (pool.version, pool.name_fr) == (2, "Relève")

    def test_leaves_every_other_record(self, pool, make, session):
        other = make.pool("Autre", author=make.person("Sophie Marchal"))
        write_version(pool, {"name_fr": "New"}, seen=1)
        session.refresh(other)

        assert (other.version, other.name_fr) == (1, "Autre")


class Kept(Served):
    def found(self, make):
        self.pool = make.pool("Relève").id
        return {}


def test_of_two_at_once_one_writes(new_app):
    kept, meeting = Kept.of(new_app), Meeting()

    def write(name):
        pool = db.session.get_one(TalentPool, kept.pool)
        seen = pool.version
        meeting()
        return write_version(pool, {"name_fr": name}, seen=seen), seen

    answers = at_once(*(kept.inside(lambda name=name: write(name)) for name in ("Un", "Deux")))

    # Who was kept outside read what the first had written, and wrote the version after it.
    assert sorted(answers) in ([(False, 1), (True, 1)], [(True, 1), (True, 2)])
    written = sum(done for done, _seen in answers)
    assert kept.stored(sa.select(TalentPool.version)) == [1 + written]
