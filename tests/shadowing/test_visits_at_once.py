"""People ask, answer and take back at the same moment: no place is twice, nobody in two places."""

from datetime import timedelta

import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.calendar import workday
from talentgrow.shadowing import booking, queries
from talentgrow.shadowing.models import Offer, VisitSlot
from talentgrow.shadowing.offers import places
from talentgrow.shadowing.states import BOOKED, HOLDS_A_PLACE, OfferStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits import clashes
from talentgrow.shadowing.visits.models import Answer, Visit, VisitWord
from tests.races import Served, at_once, codes


def soon(days=21):
    return workday(clock.today() + timedelta(days=days))


class OneOffer(Served):
    """Maud shows her job; Inès and Théo would both like to come."""

    def found(self, make, slots=True):
        maud, ines, theo = (make.person(one) for one in ("Maud", "Inès", "Théo"))
        if slots:
            offer = make.offer(maud, slots=[soon()])
            self.slot = make.session.scalars(sa.select(VisitSlot.id)).one()
        else:
            offer = make.offer(maud, a_month=1)
        self.offer = offer.id
        return {"maud": maud, "ines": ines, "theo": theo}

    def ask(self, who, **data):
        data = {"aim": "discover"} | data
        return self.post(who, f"/visits/offers/{self.offer}/ask", data)

    def holding(self):
        return self.stored(sa.select(Visit.id).where(Visit.status.in_(HOLDS_A_PLACE)))


def test_two_ask_for_the_last_place_of_a_day(new_app, race):
    """One has it, the other reads so and chooses another day."""
    served = OneOffer.of(new_app)
    race.nobody_waits()
    race.let_meet(queries, "hold_offer")
    race.let_mutant_meet(booking, "take_slot", early=True)

    # The database itself gives a place away once: the mutant forgets that it asks whether one is left.
    def take_anyway(slot):
        slot.taken = 1

    race.mutate(booking, "take_slot", take_anyway)

    def play():
        answers = at_once(*(served.ask(name, slot=served.slot) for name in ("ines", "theo")))

        assert sorted(codes(answers)) == [302, 409]
        assert len(served.holding()) == 1
        assert served.stored(sa.select(VisitSlot.taken)) == [1]
        assert served.stored(sa.select(Offer.status)) == [OfferStatus.FULL]

    race(play)


def test_two_ask_for_the_last_visit_of_a_month(new_app, race):
    served = OneOffer.of(new_app, slots=False)
    race.nobody_waits()
    race.let_meet(queries, "hold_offer")
    race.let_mutant_meet(booking, "check_month")
    first = soon().replace(day=1) + timedelta(days=32)
    days = [workday(first.replace(day=day)) for day in (5, 15)]

    def play():
        names = zip(("ines", "theo"), days, strict=True)
        answers = at_once(*(served.ask(name, day=day.isoformat()) for name, day in names))

        assert sorted(codes(answers)) == [302, 409]
        assert len(served.holding()) == 1

    race(play)


class OneVisit(Served):
    """Inès has asked Maud for the only place of a day."""

    def found(self, make, status=V.REQUESTED, half_days=2):
        maud, ines = make.person("Maud"), make.person("Inès")
        karim, yann = make.person("Karim"), make.person("Yann")
        job = make.job("Flux")
        make.assignment(ines, job, manager=karim)
        make.assignment(maud, job, manager=yann)
        offer = make.offer(maud, slots=[soon()], status=OfferStatus.FULL)
        slot = make.session.scalars(sa.select(VisitSlot)).one()
        slot.taken = 1
        visit = make.visit(
            ines,
            maud,
            status=status,
            offer=offer,
            slot_id=slot.id,
            starts_on=soon(),
            half_days=half_days,
        )
        self.words = {}
        if status is V.HOST_ACCEPTED:
            for side, manager in (("visitor", karim), ("host", yann)):
                word = make._save(
                    VisitWord(
                        visit_id=visit.id,
                        side=side,
                        manager_id=manager.id,
                        asked_at=clock.now(),
                    )
                )
                self.words[side] = f"words/{word.id}"
        self.visit = visit.id
        return {"maud": maud, "ines": ines, "karim": karim, "yann": yann}

    def do(self, who, what, **data):
        return self.post(who, f"/visits/{self.visit}/{what}", data)

    @property
    def status(self):
        return self.stored(sa.select(Visit.status))[0]


def test_the_host_says_yes_while_the_visitor_takes_it_back(new_app, race):
    """Whoever is second acts on what the first did; the place is free once, or kept."""
    served = OneVisit.of(new_app)
    race.nobody_waits()
    race.let_meet(queries, "hold_visit")
    race.let_mutant_meet(booking, "free", early=True)

    def play():
        yes, back = codes(
            at_once(served.do("maud", "accept"), served.do("ines", "cancel", reason="absent"))
        )

        # A yes may still be called off; what was taken back is not accepted.
        assert (yes, back) in {(302, 302), (409, 302)}
        assert served.status is V.CANCELLED
        assert served.stored(sa.select(VisitSlot.taken)) == [0]
        assert served.stored(sa.select(Offer.status)) == [OfferStatus.OPEN]

    race(play)


def test_a_no_and_a_withdrawal_free_one_place(new_app, race):
    """Two people have the two places of a day; one of the visits ends twice at once."""
    served = OneVisit.of(new_app)

    def another(make, session):
        slot = session.scalars(sa.select(VisitSlot)).one()
        slot.places = slot.taken = 2

    served.make(another)
    race.nobody_waits()
    race.let_meet(queries, "hold_visit")
    race.let_mutant_meet(places, "settle", early=True)

    def play():
        answers = at_once(
            served.do("maud", "decline", reason="dates"),
            served.do("ines", "cancel", reason="absent"),
        )

        assert sorted(codes(answers)) == [302, 409]
        assert served.stored(sa.select(VisitSlot.taken)) == [1]

    race(play)


class OneDay(Served):
    """Inès has asked Maud and Yann for the same day."""

    def found(self, make):
        ines, maud, yann = (make.person(one) for one in ("Inès", "Maud", "Yann"))
        self.visits = {
            name: make.visit(ines, host, starts_on=soon()).id
            for name, host in (("maud", maud), ("yann", yann))
        }
        return {"ines": ines, "maud": maud, "yann": yann}


def test_two_hosts_say_yes_for_the_same_day(new_app, race):
    """One is told that their visitor is elsewhere on that day."""
    served = OneDay.of(new_app)
    race.nobody_waits()
    race.let_meet(queries, "hold_visit")
    race.let_mutant_meet(clashes, "check")

    def play():
        answers = at_once(
            *(served.post(who, f"/visits/{id_}/accept") for who, id_ in served.visits.items())
        )

        assert sorted(codes(answers)) == [302, 409]
        assert len(served.stored(sa.select(Visit.id).where(Visit.status.in_(BOOKED)))) == 1

    race(play)


def test_both_managers_agree_at_once(new_app, race):
    """Whoever is second lets the visit go on: no word is lost between the two."""
    served = OneVisit.of(new_app, status=V.HOST_ACCEPTED, half_days=4)
    race.nobody_waits()
    race.let_meet(queries, "hold_visit")

    def play():
        answers = at_once(
            served.do("karim", f"{served.words['visitor']}/agree"),
            served.do("yann", f"{served.words['host']}/agree"),
        )

        assert codes(answers) == [302, 302]
        assert served.stored(sa.select(VisitWord.answer)) == [Answer.AGREED] * 2
        assert served.status is V.TO_SIGN

    race(play)


def test_a_manager_says_yes_in_one_window_and_no_in_the_other(new_app, race):
    """Whoever comes second reads that the word is given: it is yes, or no, and never both."""
    served = OneVisit.of(new_app, status=V.HOST_ACCEPTED, half_days=4)
    race.nobody_waits()
    race.let_meet(queries, "hold_visit")
    word = served.words["visitor"]

    def play():
        answers = at_once(
            served.do("karim", f"{word}/agree"),
            served.do("karim", f"{word}/refuse", reason="Nous fermons l’atelier."),
        )

        assert sorted(codes(answers)) == [302, 409]
        (said,) = served.stored(sa.select(VisitWord.answer).where(VisitWord.side == "visitor"))
        is_refused = served.status is V.MANAGER_REFUSED
        assert said == (Answer.REFUSED if is_refused else Answer.AGREED)
        assert served.stored(sa.select(VisitSlot.taken)) == [0 if is_refused else 1]

    race(play)


def test_both_sides_move_the_visit_at_once(new_app, race):
    """The second reads what the first has changed, and loses nothing."""
    served = OneVisit.of(new_app, status=V.CONFIRMED)
    race.nobody_waits()
    race.let_meet(queries, "hold_visit")

    def data(day):
        return {
            "starts_on": day.isoformat(),
            "half_days": 2,
            "begins_at": "09:00",
            "ends_at": "17:00",
            "seen": 0,
        }

    def play():
        answers = at_once(
            served.do("ines", "arrange", **data(soon(28))),
            served.do("maud", "arrange", **data(soon(35))),
        )

        assert sorted(codes(answers)) == [302, 409]
        assert served.stored(sa.select(Visit.version)) == [2]
        assert served.status is V.TO_SIGN

    race(play)
