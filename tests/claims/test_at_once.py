"""Two people speak about the same level at the same moment: both get a true answer."""

import pytest
import sqlalchemy as sa

from talentgrow.claims import answering, endorsements, queries, service
from talentgrow.infra import clock
from talentgrow.skills.models import ClaimSource, Endorsement, SkillClaim
from tests.races import Served, at_once, behind, codes, let_meet


class Played(Served):
    """Karim, his report Inès, her colleague Eleanor, and one declared level."""

    def found(self, make):
        karim, eleanor = make.person("Karim Benali"), make.person("Eleanor Hughes")
        ines = make.person("Inès Caradec", manager=karim)
        skill = make.skill("Écoute")
        claim = make.level(ines, skill, 3, at=clock.now(), wants_answer=True)
        request = Endorsement(claim_id=claim.id, peer_id=eleanor.id, asked_at=clock.now())
        make.session.add(request)
        make.session.commit()
        self.claim, self.skill, self.request = claim.id, skill.id, request.id
        return {"karim": karim, "ines": ines, "eleanor": eleanor}

    def sources(self):
        rows = self.stored(sa.select(SkillClaim).order_by(SkillClaim.id))
        return [(claim.source, claim.level) for claim in rows]


@pytest.fixture
def played(new_app):
    return Played.of(new_app)


@pytest.fixture
def meet(monkeypatch):
    """Let both requests come to the door before either goes in.

    SQLite lets one writer in at a time: there the other cannot have come so far.
    """
    meeting = None
    for module in (service, answering, endorsements):
        meeting = let_meet(monkeypatch, module, "hold", early=True, meeting=meeting)


def test_two_tabs_confirm_one_level_once(played, meet):
    answer = played.post("karim", "/team/claims", {"yes": played.claim})

    assert codes(at_once(answer, answer)) == [302, 302]
    assert played.sources() == [(ClaimSource.SELF, 3), (ClaimSource.MANAGER, 3)]


def test_two_different_answers_leave_one(played, meet):
    url, reason = f"/claims/{played.claim}/answer", "You still ask for help in June."
    first = played.post("karim", url, {"level": 1, "note": reason})
    second = played.post("karim", url, {"level": 2, "note": reason})

    assert sorted(codes(at_once(first, second))) == [302, 409]
    assert len(played.sources()) == 2


def test_a_confirmation_never_lands_on_a_newer_word(played, monkeypatch):
    """Inès declares while Karim, who has looked, is about to write: she waits until he is done."""
    later = behind(monkeypatch, queries, "newest_word")

    answers = at_once(
        played.post("karim", "/team/claims", {"yes": played.claim}),
        later(played.post("ines", f"/skills/{played.skill}/declare", {"level": 4, "wish": "none"})),
    )

    assert codes(answers) == [302, 302]
    confirmed = (ClaimSource.MANAGER, 3)
    assert played.sources() == [(ClaimSource.SELF, 3), confirmed, (ClaimSource.SELF, 4)]


def test_the_same_line_declared_twice_at_once_is_one(played, meet):
    said = {"level": 5, "wish": "use", "note": "June"}
    line = played.post("ines", f"/skills/{played.skill}/declare", said)

    assert codes(at_once(line, line)) == [302, 302]
    assert played.sources() == [(ClaimSource.SELF, 3), (ClaimSource.SELF, 5)]


def test_a_word_and_its_withdrawal_never_both_hold(played, meet):
    url = f"/endorsements/{played.request}"

    statuses = codes(
        at_once(played.post("eleanor", url, {"level": 4}), played.post("ines", f"{url}/withdraw"))
    )

    assert sorted(statuses) == [302, 409]
    is_given = statuses[0] == 302
    assert ((ClaimSource.PEER, 4) in played.sources()) is is_given
    status = "given" if is_given else "withdrawn"
    assert played.stored(sa.select(Endorsement.status)) == [status]


def test_two_answers_of_one_author_are_refused_by_the_database_itself(make, session):
    ines, karim, skill = make.person("Inès"), make.person("Karim"), make.skill()
    claim = make.level(ines, skill, 3)
    make.level(ines, skill, 3, source=ClaimSource.MANAGER, author=karim, answers_id=claim.id)

    with pytest.raises(sa.exc.IntegrityError):
        make.level(ines, skill, 2, source=ClaimSource.MANAGER, author=karim, answers_id=claim.id)
