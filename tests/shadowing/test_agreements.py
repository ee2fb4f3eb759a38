"""What a visit is agreed on: prefilled, changed, signed by each, on one sheet."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import Actor, Role
from talentgrow.shadowing import queries
from talentgrow.shadowing.agreements import service
from talentgrow.shadowing.agreements.service import AgreementValues
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.models import Agreement, Signature, Signer, Visit

EMPLOYEE = frozenset({Role.EMPLOYEE})


@pytest.fixture
def ines(make):
    return make.person("Inès Caradec", locale="fr", manager=make.person("Karim Benali"))


@pytest.fixture
def paul(make):
    return make.person("Paul Le Gall", locale="en", manager=make.person("Maud Le Goff"))


@pytest.fixture
def visit(make, ines, paul):
    offer = make.offer(paul, safety_fr="Chaussures fermées", safety_en="Closed shoes")
    return make.visit(ines, paul, status=VisitStatus.TO_SIGN, offer=offer)


def actor(person):
    return Actor(person.id, EMPLOYEE)


def sign(visit, person, seen=None):
    held = queries.hold_visit(actor(person), visit.id)
    service.sign(
        held, seen=held.version if seen is None else seen, by=actor(person), now=clock.now()
    )
    return held


class TestSigning:
    def test_both_sides_sign_and_the_visit_is_on(self, session, visit, ines, paul):
        assert sign(visit, ines).status is VisitStatus.TO_SIGN
        assert sign(visit, paul).status is VisitStatus.CONFIRMED

    def test_the_first_signature_keeps_the_words_that_were_read(self, session, visit, ines, paul):
        sign(visit, paul)
        stored = session.scalars(sa.select(Agreement)).one()

        assert stored.safety == "Chaussures fermées"
        assert stored.programme == "Une journée, de 9\u00a0h à 17\u00a0h."

    def test_a_second_click_adds_nothing(self, session, visit, ines):
        sign(visit, ines)
        sign(visit, ines)

        assert len(session.scalars(sa.select(Signature)).all()) == 1

    def test_an_old_page_signs_nothing(self, session, visit, ines, paul):
        held = queries.hold_visit(actor(paul), visit.id)
        service.save(held, AgreementValues(aims="Autre"), seen=1, by=actor(paul), now=clock.now())
        with pytest.raises(service.AgreementChanged):
            sign(visit, ines, seen=1)

    def test_a_change_resets_signatures_and_keeps_them_as_history(self, session, visit, ines, paul):
        sign(visit, ines)
        sign(visit, paul)
        held = queries.hold_visit(actor(ines), visit.id)
        service.save(held, AgreementValues(aims="Autre"), seen=1, by=actor(ines), now=clock.now())
        full = queries.visit_in_full(visit.id)

        assert full.status is VisitStatus.TO_SIGN
        assert service.missing(full) == (Signer.VISITOR, Signer.HOST)
        assert len(full.signatures) == 2

    def test_saving_the_same_words_resets_nothing(self, session, visit, ines):
        sign(visit, ines)
        full = queries.visit_in_full(visit.id)
        assert not service.save(
            full, service.values_of(full), seen=1, by=actor(ines), now=clock.now()
        )
        assert Signer.VISITOR in service.signed(queries.visit_in_full(visit.id))

    def test_longer_than_a_day_the_managers_sign_too(self, make, session, ines, paul):
        visit = make.visit(ines, paul, status=VisitStatus.REQUESTED, half_days=4)
        from talentgrow.shadowing.visits import words
        from talentgrow.shadowing.visits.accepted import accepted

        held = queries.hold_visit(actor(paul), visit.id)
        accepted(held, by=actor(paul), now=clock.now())
        for word in held.words:
            words.agree(held, word, by=Actor(word.manager_id, EMPLOYEE), now=clock.now())
        sign(visit, ines)
        assert sign(visit, paul).status is VisitStatus.TO_SIGN
        first, second = queries.visit_in_full(visit.id).words
        sign(visit, first.manager)
        assert sign(visit, second.manager).status is VisitStatus.CONFIRMED


class TestPages:
    def test_the_story_of_two_in_the_browser(self, sign_in, visit, ines, paul):
        mine = sign_in(ines)
        page = mine.get(f"/visits/{visit.id}/agreement").text
        assert "2 signatures are missing" in page or "Il manque 2 signatures" in page
        mine.post(f"/visits/{visit.id}/agreement/sign", data={"version": "1"})
        answer = sign_in(paul).post(
            f"/visits/{visit.id}/agreement/sign", data={"version": "1"}, follow_redirects=True
        )

        assert "Everybody has signed" in answer.text

    @pytest.mark.parametrize("version", ["", "0", "7", "x", "9" * 30])
    def test_another_version_is_not_signed(self, session, sign_in, visit, ines, version):
        path = f"/visits/{visit.id}/agreement/sign"

        assert sign_in(ines).post(path, data={"version": version}).status_code == 409
        assert not session.scalars(sa.select(Signature)).all()

    def test_what_was_typed_survives_a_change_by_the_other(self, sign_in, visit, ines, paul):
        path = f"/visits/{visit.id}/agreement/edit"
        sign_in(paul).post(path, data={"version": "1", "aims": "His", "travel": "hr"})
        answer = sign_in(ines).post(path, data={"version": "1", "aims": "Mine", "travel": "nobody"})

        assert answer.status_code == 409
        assert "His" in answer.text and "Mine" in answer.text
        assert 'name="version" type="hidden" value="2"' in answer.text

    def test_hostile_words_stay_words(self, sign_in, visit, ines):
        path = f"/visits/{visit.id}/agreement"
        words = "<script>alert(1)</script>"
        sign_in(ines).post(f"{path}/edit", data={"version": "1", "aims": words, "travel": "hr"})

        assert words not in sign_in(ines).get(path).text
        assert "&lt;script&gt;" in sign_in(ines).get(path).text

    @pytest.mark.parametrize("data", [{"aims": ""}, {"aims": "x" * 1501}, {"travel": "moon"}])
    def test_what_cannot_be_kept_is_said(self, sign_in, visit, ines, data):
        sent = {"version": "1", "aims": "Voir", "travel": "hr"} | data
        answer = sign_in(ines).post(f"/visits/{visit.id}/agreement/edit", data=sent)

        assert answer.status_code == 422

    def test_others_neither_read_nor_sign(self, make, sign_in, visit):
        eve = sign_in(make.person("Eve"))

        assert eve.get(f"/visits/{visit.id}/agreement").status_code == 404
        assert eve.post(f"/visits/{visit.id}/agreement/sign").status_code == 404

    def test_hr_reads_and_neither_changes_nor_signs(self, make, sign_in, visit):
        hr = sign_in(make.person("Sophie", role=Role.HR))

        assert hr.get(f"/visits/{visit.id}/agreement").status_code == 200
        assert hr.get(f"/visits/{visit.id}/agreement/edit").status_code == 403
        assert hr.post(f"/visits/{visit.id}/agreement/sign").status_code == 403

    def test_what_fell_through_is_not_signed(self, make, sign_in, ines, paul):
        visit = make.visit(ines, paul, status=VisitStatus.CANCELLED)
        client = sign_in(ines)

        assert client.get(f"/visits/{visit.id}/agreement").status_code == 200
        answer = client.post(f"/visits/{visit.id}/agreement/sign", data={"version": "1"})
        assert answer.status_code == 409

    def test_the_last_day_to_sign_is_said(self, make, session, sign_in, ines, paul):
        visit = make.visit(
            ines, paul, status=VisitStatus.TO_SIGN, starts_on=clock.today() + timedelta(days=1)
        )
        assert session.get(Visit, visit.id)
        page = sign_in(ines).get(f"/visits/{visit.id}/agreement").text
        assert "signez maintenant" in page or "sign now" in page
