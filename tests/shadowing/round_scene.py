"""A small company in which people swap in rounds."""

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Role
from talentgrow.shadowing.rounds import members, solving
from talentgrow.shadowing.states import RoundStatus


def run(session, one):
    """Have a proposal computed, here and now; return it."""
    solving.ask(one, by=SYSTEM, now=clock.now())
    session.commit()
    solving.compute_waiting()
    session.expire_all()
    return members.newest_run(one.id)


class Company:
    """People who each do a job of their own, and wish to see what others do."""

    def __init__(self, make, *names):
        self.make = make
        self.jobs = {name: make.job(f"Métier de {name}") for name in names}
        self.people = {name: make.person(f"{name} Test", job=self.jobs[name]) for name in names}

    def __getitem__(self, name):
        return self.people[name]

    def wish(self, name, *others):
        for rank, other in enumerate(others, 1):
            self.make.visit_wish(self.people[name], job=self.jobs[other], rank=rank)

    def joined(self, *names, status=RoundStatus.CLOSED, **fields):
        """Return a round in which they take part."""
        one = self.make.round(status=status, **fields)
        for name in names or self.people:
            self.make.round_member(one, self.people[name])
        return one


def six(make):
    """Return the company of the issue: a ring of three, a pair, and one who waits."""
    company = Company(make, "Awa", "Paul", "Inès", "Sara", "Guy", "Elsa")
    company.wish("Awa", "Paul")
    company.wish("Paul", "Inès")
    company.wish("Inès", "Awa")
    company.wish("Sara", "Guy")
    company.wish("Guy", "Sara")
    company.wish("Elsa", "Awa")
    return company


def hr(make, name="Sophie Marchal"):
    return make.person(name, role=Role.HR)
