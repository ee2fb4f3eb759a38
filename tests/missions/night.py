"""A house whose clock the tests turn: people around one mission, and nights that pass."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Role
from talentgrow.missions import nightly
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.notifications import words
from talentgrow.notifications.models import Notice

# A Thursday.
START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


def on(days):
    return START.date() + timedelta(days=days)


class House:
    """Inès works for Karim, Maud owns missions, Sophie is HR; all of it begins at START."""

    def __init__(self, app, session, make, monkeypatch):
        self.app, self.session, self.make, self.monkeypatch = app, session, make, monkeypatch
        self.turn_to(0)
        self.karim = make.person("Karim Benali")
        self.job = make.job("Clientèle")
        self.ines = make.person("Inès Caradec", job=self.job, manager=self.karim)
        self.noe = make.person("Noé Adam", job=self.job, manager=self.karim)
        self.maud = make.person("Maud Le Goff")
        self.sophie = make.person("Sophie Marchal", role=Role.HR)

    def turn_to(self, days):
        self.monkeypatch.setattr(clock, "now", lambda: START + timedelta(days=days))

    def mission(self, title="Plan de charge", **fields):
        """Begin a mission in 60 days for 60 days; people may apply for 50."""
        values = {"starts_on": on(60), "ends_on": on(120), "apply_by": on(50)} | fields
        return self.make.mission(title, owner=values.pop("owner", self.maud), **values)

    def apply(self, mission, status, person=None, **fields):
        values = {"manager": self.karim} | fields
        return self.make.application(mission, person or self.ines, status=status, **values)

    def night(self, *days):
        """Let the night come after so many days, once for each."""
        for day in days:
            self.turn_to(day)
            with self.app.app_context():
                self.said = nightly.follow_up()
            self.session.expire_all()

    def status(self, record):
        kind = Mission if isinstance(record, Mission) else Application
        self.session.expire_all()
        return self.session.get(kind, record.id).status.value

    def told(self, person):
        """Return the kinds of all that somebody was told, in order."""
        kinds = self.session.scalars(
            select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
        )
        return [kind.partition(".")[2] for kind in kinds]

    def sentences(self, person, language="fr"):
        """Return what somebody reads in their inbox, the newest first, with plain spaces."""
        with self.app.test_request_context(), in_language(language):
            found = self.session.scalars(
                select(Notice).where(Notice.person_id == person.id).order_by(Notice.id.desc())
            )
            return [" ".join(words.sentence(notice).split()) for notice in found]
