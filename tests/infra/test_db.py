"""Moments are UTC, words of an enumeration are checked, a write waits its turn."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from talentgrow.audit.models import AuditEvent
from talentgrow.infra.db import db, engine_options, expect_writing, writing
from talentgrow.people.models import Assignment, Unit


class TestMoments:
    def store(self, session, at):
        event = AuditEvent(at=at, kind="test", subject="test:1", details={})
        session.add(event)
        session.commit()
        session.expire(event)
        return event

    def test_come_back_as_utc(self, session):
        at = datetime(2026, 10, 8, 9, 30, 15, 123456, tzinfo=UTC)

        assert self.store(session, at).at == at

    def test_of_another_zone_are_the_same_moment(self, session):
        tokyo = datetime(2026, 10, 8, 9, 30, tzinfo=timezone(timedelta(hours=9)))

        event = self.store(session, tokyo)

        assert event.at == tokyo
        assert event.at.utcoffset() == timedelta(0)

    def test_without_a_zone_are_refused(self, session):
        with pytest.raises(StatementError, match="naive datetime"):
            self.store(session, datetime(2026, 10, 8, 9, 30))

    def test_may_be_missing_where_the_column_allows_it(self, session):
        column = sa.literal(None, AuditEvent.at.type)

        assert session.scalar(sa.select(column)) is None


class TestWalls:
    """The database refuses what must never be, whoever asks."""

    def test_an_unknown_word_is_no_source_of_a_level(self, session, make):
        person, skill = make.person(), make.skill()

        with pytest.raises((IntegrityError, StatementError)):
            session.execute(
                sa.text(
                    "INSERT INTO skill_claim (person_id, skill_id, level, source, at) "
                    "VALUES (:person, :skill, 3, 'hearsay', '2026-01-01')"
                ),
                {"person": person.id, "skill": skill.id},
            )

    @pytest.mark.parametrize("level", [-1, 6])
    def test_a_level_beyond_the_scale_is_refused(self, make, level):
        with pytest.raises(IntegrityError):
            make.level(make.person(), make.skill(), level)

    def test_nobody_is_their_own_manager(self, make):
        ada = make.person()

        with pytest.raises(IntegrityError):
            make.assignment(ada, make.job(), manager=ada)

    def test_an_assignment_ends_after_it_began(self, make):
        person, job = make.person(), make.job()

        with pytest.raises(IntegrityError):
            make.assignment(person, job, start=date(2026, 2, 1), end=date(2026, 1, 31))

    def test_a_row_never_points_to_nothing(self, session, make):
        session.add(
            Assignment(person_id=999_999, job_id=make.job().id, started_on=date(2026, 1, 1))
        )

        with pytest.raises(IntegrityError):
            session.commit()

    def test_an_address_belongs_to_one_person(self, make, session):
        ada, bob = make.person(), make.person("Bob")

        bob.email = ada.email

        with pytest.raises(IntegrityError):
            session.commit()

    def test_a_unit_is_not_part_of_itself(self, make, session):
        unit = make.unit()

        unit.parent_id = unit.id

        with pytest.raises(IntegrityError):
            session.commit()

    def test_a_job_has_one_bridge_to_another_and_none_to_itself(self, make):
        job = make.job()

        with pytest.raises(IntegrityError):
            make.bridge(job, job)

    def test_a_colour_is_one_of_ten(self, make):
        with pytest.raises(IntegrityError):
            make.family(colour=10)


class TestNumbersBeyondTheDatabase:
    def test_are_told_apart_from_a_broken_database(self, odd_app):
        with odd_app.app_context():
            if db.engine.dialect.name != "sqlite":
                pytest.skip("PostgreSQL compares numbers of any size")
            with pytest.raises(DataError):
                db.session.scalar(sa.select(Unit).where(Unit.id == 10**30))


class TestSqlite:
    @pytest.fixture(autouse=True)
    def on_sqlite(self, app):
        if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
            pytest.skip("a matter of SQLite")

    @pytest.mark.parametrize(
        ("pragma", "value"),
        [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 15000)],
    )
    def test_is_durable_strict_and_patient(self, odd_app, pragma, value):
        with odd_app.app_context():
            assert db.session.scalar(sa.text(f"PRAGMA {pragma}")) == value

    def test_writing_ends_where_it_was_said_to(self, odd_app):
        begun = []
        # A test before this one may have ended amid a request that writes.
        expect_writing(False)

        def note(_connection, _cursor, statement, *_rest):
            begun.append(statement)

        sa.event.listen(sa.engine.Engine, "before_cursor_execute", note)
        try:
            with odd_app.app_context():
                with writing():
                    db.session.scalar(sa.select(sa.func.count(Unit.id)))
                    db.session.rollback()
                db.session.scalar(sa.select(sa.func.count(Unit.id)))
                db.session.rollback()
                expect_writing(True)
                db.session.scalar(sa.select(sa.func.count(Unit.id)))
                expect_writing(False)
        finally:
            sa.event.remove(sa.engine.Engine, "before_cursor_execute", note)

        assert [words for words in begun if words.startswith("BEGIN")] == [
            "BEGIN IMMEDIATE",
            "BEGIN",
            "BEGIN IMMEDIATE",
        ]


class TestEngineOptions:
    def test_a_dead_server_is_noticed(self):
        options = engine_options("postgresql+psycopg://u:p@h/n")

        assert options["pool_pre_ping"] is True
        assert options["connect_args"]["connect_timeout"] <= 10
        assert "lock_timeout" in options["connect_args"]["options"]

    @pytest.mark.parametrize("url", ["sqlite:///x.db", "postgresql+psycopg://x"])
    def test_what_people_wrote_stands_in_no_log(self, url):
        engine = sa.create_engine(
            "sqlite://", hide_parameters=engine_options(url)["hide_parameters"]
        )

        with engine.connect() as connection, pytest.raises(sa.exc.SQLAlchemyError) as error:
            connection.execute(sa.text("INSERT INTO nowhere VALUES (:name)"), {"name": "Ada"})

        assert "Ada" not in str(error.value)

    def test_a_file_needs_none_of_that(self):
        assert engine_options("sqlite:///x.db").keys() == {"hide_parameters"}
