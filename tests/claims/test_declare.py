"""Declaring a level: plainly, or with an example, a link and what one asks."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from talentgrow.audit.models import AuditEvent
from talentgrow.claims import links, service
from talentgrow.claims.service import Evidence
from talentgrow.kernel.access import Actor
from talentgrow.notifications.models import Notice
from talentgrow.skills import queries
from talentgrow.skills.models import ClaimSource, SkillClaim, SkillWish, WishKind
from tests.make import NOW

SELF, MANAGER = ClaimSource.SELF, ClaimSource.MANAGER
DAY = timedelta(days=1)


class TestDeclare:
    @pytest.fixture
    def declare(self, make):
        person, skill = make.person(), make.skill()

        def declare(level, at=NOW, **evidence):
            by = Actor(person.id, frozenset())
            return service.declare(
                skill, level, person_id=person.id, by=by, now=at, evidence=Evidence(**evidence)
            )

        declare.person, declare.skill = person, skill
        return declare

    @pytest.mark.parametrize("level", range(6))
    def test_keeps_each_level_of_the_scale(self, declare, level):
        claim = declare(level)

        assert queries.levels_of(declare.person.id) == {declare.skill.id: level}
        assert (claim.source, claim.author_id, claim.at) == (SELF, declare.person.id, NOW)

    @pytest.mark.parametrize("level", [-1, 6, 99, 10**30])
    def test_refuses_what_lies_beyond(self, declare, session, level):
        with pytest.raises(service.NoSuchLevel):
            declare(level)

        assert session.scalar(select(func.count(SkillClaim.id))) == 0

    def test_leaves_a_trace_with_the_level_before(self, declare, session):
        declare(2)
        declare(4, NOW + DAY)

        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        code = declare.skill.code
        assert [event.kind for event in events] == ["skills.declared"] * 2
        assert events[0].details == {"skill": code, "level": 2, "before": None}
        assert events[1].details == {"skill": code, "level": 4, "before": 2}

    def test_saying_the_same_again_adds_nothing(self, declare, session):
        declare(3)

        assert declare(3, NOW + DAY) is None
        assert session.scalar(select(func.count(SkillClaim.id))) == 1
        assert session.scalar(select(func.count(AuditEvent.id))) == 1

    def test_saying_the_same_again_beside_a_confirmed_level_adds_nothing(
        self, declare, make, session
    ):
        boss = make.person("Boss")
        make.level(declare.person, declare.skill, 2, source=MANAGER, author=boss)
        declare(5, NOW + DAY)

        assert declare(5, NOW + 2 * DAY) is None
        assert declare(2, NOW + 2 * DAY) is None
        assert queries.levels_of(declare.person.id) == {declare.skill.id: 2}
        assert session.scalar(select(func.count(SkillClaim.id))) == 2

    def test_what_was_said_before_is_kept(self, declare, session):
        declare(2)
        declare(4, NOW + DAY)

        assert session.scalars(select(SkillClaim.level).order_by(SkillClaim.id)).all() == [2, 4]

    def test_the_same_level_with_a_new_example_is_a_new_line(self, declare, session):
        declare(3)
        declare(3, NOW + DAY, note="Led the June peak")

        notes = session.scalars(select(SkillClaim.note).order_by(SkillClaim.id)).all()
        assert notes == ["", "Led the June peak"]

    def test_the_same_line_sent_twice_is_one(self, declare, session):
        said = {"note": "Led the June peak", "last_used_on": date(2026, 6, 1)}

        assert declare(3, **said) is not None
        assert declare(3, NOW + DAY, **said) is None
        assert session.scalar(select(func.count(SkillClaim.id))) == 1

    def test_a_retired_skill_takes_levels_of_those_who_have_one_only(self, declare, make):
        declare.skill.retired_at = NOW
        with pytest.raises(service.SkillRetired):
            declare(3)

        make.level(declare.person, declare.skill, 2)

        assert declare(3, NOW + DAY).level == 3

    def test_a_link_which_could_run_is_refused_wherever_it_comes_from(self, declare, session):
        with pytest.raises(service.UnsafeLink):
            declare(3, link="javascript:alert(1)")

        assert session.scalar(select(func.count(SkillClaim.id))) == 0

    def test_a_level_of_a_merged_skill_goes_to_the_one_it_became(self, declare, make):
        kept = make.skill("Kept")
        declare.skill.merged_into_id = kept.id

        assert declare(3).skill_id == kept.id


@pytest.fixture
def ines(make, sign_in):
    """Inès, whose manager is Karim, and a skill."""

    class Ines:
        karim = make.person("Karim Benali")
        person = make.person("Inès Caradec", manager=karim)
        skill = make.skill("Écoute", "Listening")
        client = sign_in(person)
        url = f"/skills/{skill.id}/declare"

        def declare(self, **form):
            return self.client.post(self.url, data={"level": "3", "wish": "none"} | form)

    return Ines()


def claims(session):
    return session.scalars(select(SkillClaim).order_by(SkillClaim.id)).all()


class TestPage:
    def test_shows_what_each_level_means_and_who_may_be_asked(self, ines, page):
        found = page(ines.client, ines.url)

        assert found.h1 == "What can you do in listening?"
        assert "Carries out nearly all cases alone" in found.text
        assert "Ask my manager for their view" in found.text
        assert "Karim has 30 days." in found.text

    def test_speaks_french(self, ines, sign_in, page):
        found = page(sign_in(ines.person, language="fr"), ines.url)

        assert "écoute" in found.h1
        assert "Mène presque tous les cas en autonomie" in found.text

    def test_whoever_has_no_manager_is_told_that_nobody_can_confirm(
        self, ines, make, sign_in, page
    ):
        found = page(sign_in(make.person("Solo")), ines.url)

        assert "No manager is recorded for you today" in found.text
        assert "Ask my manager" not in found.text

    def test_keeps_everything_that_was_said(self, ines, session):
        response = ines.declare(
            note=" Led the June peak ",
            link="https://wiki.example/june",
            last_used_on="2026-05",
            wants_answer="y",
            wish="develop",
        )

        assert response.location == f"/skills/{ines.skill.id}"
        (claim,) = claims(session)
        assert (claim.level, claim.source, claim.author_id) == (3, SELF, ines.person.id)
        assert (claim.note, claim.link) == ("Led the June peak", "https://wiki.example/june")
        assert (claim.last_used_on, claim.wants_answer) == (date(2026, 5, 1), True)
        assert session.scalars(select(SkillWish.wish)).one() is WishKind.DEVELOP

    def test_tells_the_manager_once_a_day_however_many_levels(self, ines, make, session):
        ines.declare(wants_answer="y")
        other = make.skill("Flux")
        ines.client.post(
            f"/skills/{other.id}/declare", data={"level": "2", "wish": "none", "wants_answer": "y"}
        )

        (notice,) = session.scalars(select(Notice)).all()
        assert (notice.person_id, notice.url) == (ines.karim.id, "/team/claims")
        assert notice.details["who"] == "Inès Caradec"

    def test_five_clicks_add_one_line(self, ines, session):
        for _click in range(5):
            ines.declare(note="Led the June peak", wants_answer="y")

        assert len(claims(session)) == 1

    def test_nobody_is_told_unless_asked(self, ines, session):
        ines.declare(note="Led the June peak")

        assert session.scalars(select(Notice)).all() == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"level": ""},
            {"level": "6"},
            {"level": "-1"},
            {"level": "three"},
            {"link": "http://wiki.example"},
            {"link": "javascript:alert(1)"},
            {"link": "https://ada:secret@wiki.example"},
            {"link": "https://"},
            {"link": "https://wiki.example/ x"},
            {"link": "https://wiki.example:99999999/"},
            {"link": "https://[::1"},
            {"link": "//wiki.example"},
            {"last_used_on": "2999-01"},
            {"last_used_on": "0001-01"},
            {"last_used_on": "May"},
            {"note": "x" * 1001},
            {"wish": "fly"},
        ],
    )
    def test_says_what_is_wrong_and_adds_nothing(self, ines, session, wrong):
        response = ines.declare(**wrong)

        assert response.status_code == 422
        assert claims(session) == []
        assert session.scalars(select(SkillWish)).all() == []

    def test_hostile_words_are_only_words(self, ines, page):
        ines.declare(note="<script>alert(1)</script> =1+1", link="https://wiki.example/?q=%22")

        found = page(ines.client, f"/skills/{ines.skill.id}")

        assert "<script>alert(1)</script> =1+1" in found.text
        assert "<script>alert" not in found.html

    def test_a_skill_nobody_knows_is_missing(self, ines):
        assert ines.client.get("/skills/999999/declare").status_code == 404


class TestLinks:
    @pytest.mark.parametrize(
        "link", ["https://wiki.example", "https://wiki.example:8443/a?b=c#d", "https://é.example/é"]
    )
    def test_whole_https_addresses_are_safe(self, link):
        assert links.is_safe_link(link)


class TestWish:
    def test_a_new_wish_replaces_the_one_before_and_leaves_a_trace(self, ines, session):
        for choice in ("use", "avoid", "avoid"):
            ines.client.post(f"/skills/{ines.skill.id}/wish", data={"wish": choice})

        assert session.scalars(select(SkillWish.wish)).all() == [WishKind.AVOID]
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        assert [(e.details["before"], e.details["wish"]) for e in events] == [
            (None, "use"),
            ("use", "avoid"),
        ]

    def test_can_be_taken_back(self, ines, session):
        ines.client.post(f"/skills/{ines.skill.id}/wish", data={"wish": "use"})
        ines.client.post(f"/skills/{ines.skill.id}/wish", data={"wish": "none"})

        assert session.scalars(select(SkillWish)).all() == []

    @pytest.mark.parametrize("wish", ["", "fly", "USE"])
    def test_nonsense_changes_nothing(self, ines, session, wish):
        ines.client.post(f"/skills/{ines.skill.id}/wish", data={"wish": wish})

        assert session.scalars(select(SkillWish)).all() == []

    def test_leads_to_no_other_site(self, ines):
        response = ines.client.post(
            f"/skills/{ines.skill.id}/wish", data={"wish": "use", "next": "//evil.example"}
        )

        assert response.location == f"/skills/{ines.skill.id}"
