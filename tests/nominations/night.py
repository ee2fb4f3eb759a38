"""A house in which a campaign runs, whose clock the tests turn: nights that pass over it."""

from datetime import timedelta

from talentgrow.nominations import nightly
from talentgrow.nominations.calibration.models import Decision, Outcome
from talentgrow.nominations.models import Candidacy, Intent
from talentgrow.nominations.pools.models import Approach
from talentgrow.nominations.states import ApproachStatus
from tests.missions.night import START, House, on


class Campaigning(House):
    """Inès and Noé work for Karim; a campaign is open for thirty days from START."""

    def __init__(self, *fixtures):
        super().__init__(*fixtures)
        self.campaign = self.make.campaign(
            "Relève", opens_on=on(-5), closes_on=on(30), author_id=self.sophie.id
        )

    def nominate(self, status, person=None, *, intents=(Intent.ADVANCEMENT,), by=None, **fields):
        """Let Karim have nominated somebody, whose wishes have come as far as `status`."""
        nominee = self.make.nominee(
            fields.pop("campaign", self.campaign),
            person or self.ines,
            intents=intents,
            status=status,
            by=by or self.karim,
        )
        for candidacy in self.wishes(nominee):
            for name, value in fields.items():
                setattr(candidacy, name, value)
        self.session.commit()
        return nominee

    def wishes(self, nominee):
        self.session.expire_all()
        found = self.session.query(Candidacy).filter_by(nominee_id=nominee.id)
        return found.order_by(Candidacy.id).all()

    def wish(self, nominee):
        return self.wishes(nominee)[0].status.value

    def decide(self, nominee, outcome=Outcome.NOT_NOW, *, published=True, **fields):
        """Let Sophie have decided about the first wish of a nominee."""
        values = {
            "candidacy_id": self.wishes(nominee)[0].id,
            "outcome": outcome,
            "staged_by_id": self.sophie.id,
            "staged_at": START,
        }
        if published:
            values |= {"published_at": START, "published_by_id": self.sophie.id}
        if outcome is Outcome.NOT_NOW:
            values |= {"review_on": on(60), "action": "Un binôme avec Maud sur la ligne 3"}
        decision = Decision(**values | fields)
        self.session.add(decision)
        self.session.commit()
        return decision

    def approach(self, member, **fields):
        values = {
            "job_id": self.job.id,
            "status": ApproachStatus.ASKED,
            "since": START,
            "asked_at": START,
            "asked_by_id": self.sophie.id,
            "manager_id": self.karim.id,
        }
        found = Approach(membership_id=member.id, **values | fields)
        self.session.add(found)
        self.session.commit()
        return found

    def night(self, *days):
        for day in days:
            self.turn_to(day)
            with self.app.app_context():
                self.said = nightly.follow_up()
            self.session.expire_all()

    def fresh(self, record):
        self.session.expire_all()
        return self.session.get(type(record), record.id)


def later(days):
    return START + timedelta(days=days)
