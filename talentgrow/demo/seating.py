"""Give each spell a unit, so that today's seats are all taken and careers stay near home."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from talentgrow.demo.careers import Career, Spell
from talentgrow.demo.content import Catalogue, Unit
from talentgrow.demo.dice import dice
from talentgrow.demo.scenario import Renaming

STAYS_ON_SITE = 0.9


class Seating:
    """The units, who leads them, and where each job is held."""

    def __init__(self, catalogue: Catalogue, renaming: Renaming) -> None:
        self.units = {unit.code: unit for unit in catalogue.units}
        self.abroad = {site.code for site in catalogue.sites if site.is_abroad}
        self.places: dict[str, Counter[str]] = {renaming.source: Counter({renaming.unit: 1})}
        self.leads: dict[str, Career] = {}
        for unit in catalogue.units:
            for job, people in [(unit.lead, 1), *unit.seats.items()]:
                self.places.setdefault(job, Counter())[unit.code] += people

    def site(self, spell: Spell) -> str:
        """Return the site of a spell that has its unit."""
        return self.units[spell.unit].site

    def hosts(self, job: str, site: str) -> bool:
        """Tell whether a job is held on a site."""
        return any(self.units[code].site == site for code in self.places[job])


def seat_everybody(careers: Sequence[Career], seating: Seating, *, seed: int) -> None:
    """Choose the unit of each spell and the lead of each unit."""
    rng = dice(seed, "seats")
    present = [career for career in careers if career.left is None]
    for job in seating.places:
        holders = [career for career in present if career.last.job == job]
        _seat_leads(holders, seating, job=job)
        _seat_others(holders, seating, job=job, rng=rng)
    for career in careers:
        _place_past(career, seating, rng=rng)


def _seat_leads(holders: list[Career], seating: Seating, *, job: str) -> None:
    """Give each unit led by this job its lead: as written, else whoever holds the job longest."""
    units = [unit for unit in seating.units.values() if unit.lead == job]
    longest_first = sorted(holders, key=lambda career: career.last.start)
    for unit in units:
        lead = next((one for one in longest_first if one.last.unit == unit.code), None)
        if lead is not None:
            seating.leads[unit.code] = lead
    for unit in units:
        if unit.code not in seating.leads:
            lead = next(one for one in longest_first if not one.last.unit)
            lead.last.unit = unit.code
            seating.leads[unit.code] = lead


def _seat_others(holders: list[Career], seating: Seating, *, job: str, rng: Random) -> None:
    """Fill the seats of a job, those abroad first, each with whoever's past fits the site best."""
    free = Counter({unit.code: unit.seats.get(job, 0) for unit in seating.units.values()})
    leads = {id(lead) for lead in seating.leads.values()}
    free.subtract(
        career.last.unit for career in holders if career.last.unit and id(career) not in leads
    )
    waiting = [career for career in holders if not career.last.unit]
    rng.shuffle(waiting)
    for code in sorted(free, key=lambda code: seating.units[code].site not in seating.abroad):
        for _ in range(free[code]):
            chosen = max(waiting, key=lambda career: _fit(career, seating.units[code], seating))
            waiting.remove(chosen)
            chosen.last.unit = code


def _fit(career: Career, unit: Unit, seating: Seating) -> int:
    """Return how well a career fits a site: earlier jobs that exist there, minus the others."""
    return sum(1 if seating.hosts(spell.job, unit.site) else -1 for spell in career.spells[:-1])


def _place_past(career: Career, seating: Seating, *, rng: Random) -> None:
    """Place the spells of a career from the newest to the oldest, mostly on one site."""
    site = None
    for spell in reversed(career.spells):
        if not spell.unit:
            spell.unit = _nearby_unit(spell.job, site, seating=seating, rng=rng)
        site = seating.site(spell)


def _nearby_unit(job: str, site: str | None, *, seating: Seating, rng: Random) -> str:
    """Return a unit that has the job, on the site of the next spell if there is one."""
    places = seating.places[job]
    near = [code for code in places if seating.units[code].site == site]
    if near and rng.random() < STAYS_ON_SITE:
        return rng.choices(near, [places[code] for code in near])[0]
    home = [code for code in places if seating.units[code].site not in seating.abroad]
    return rng.choices(home, [places[code] for code in home])[0]
