"""The page of one mission, for each reader: what it asks beside their skills, and who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from talentgrow.graph.matching import Fit, Line, Zone
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized, ngettext
from talentgrow.kernel.access import Actor
from talentgrow.kernel.localized import Localized
from talentgrow.missions import policy
from talentgrow.missions.explore import questions, wording
from talentgrow.missions.explore.for_reader import Reading
from talentgrow.missions.explore.questions import Asked
from talentgrow.missions.models import Mission, MissionQuestion, MissionSkill, SavedMission
from talentgrow.missions.recommend.fits import fits
from talentgrow.missions.replies import Replies, replies_of
from talentgrow.missions.states import OVER, MissionStatus

# Why it stands as it does is for everybody here; elsewhere it is a word between HR and owners.
SAYS_WHY = frozenset({MissionStatus.PAUSED, MissionStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Look:
    """How it looks that a mission stands where it does: the words stand beside."""

    icon: str
    tone: str = ""


LOOKS = {
    MissionStatus.DRAFT: Look(icon="pencil"),
    MissionStatus.SUBMITTED: Look(icon="hourglass", tone="info"),
    MissionStatus.PUBLISHED: Look(icon="clock", tone="warn"),
    MissionStatus.PAUSED: Look(icon="player-pause", tone="warn"),
    MissionStatus.STAFFED: Look(icon="users", tone="info"),
    MissionStatus.IN_PROGRESS: Look(icon="player-play", tone="info"),
    MissionStatus.DEBRIEFING: Look(icon="messages", tone="info"),
    MissionStatus.COMPLETED: Look(icon="circle-check", tone="grow"),
    MissionStatus.CANCELLED: Look(icon="circle-x", tone="danger"),
    MissionStatus.ARCHIVED: Look(icon="archive"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One skill the mission asks for, beside the reader's; `line` is None without a comparison."""

    skill_id: int
    name: Localized
    needed: int | None
    grown_to: int | None
    is_useful: bool
    line: Line | None

    @property
    def gains_words(self) -> str:
        """Return how many levels the reader gains, as a word."""
        return wording.counted(self.line.gains if self.line else 0)

    @property
    def to(self) -> int:
        """Return the highest level the mission speaks of."""
        return max(self.needed or 0, self.grown_to or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionPage:
    """Everything on the page of a mission that comes from the mission itself."""

    mission: Mission
    reader_id: int | None
    is_owner: bool
    owners: str
    facts: Sequence[tuple[str, str]]
    standing: str
    comment: str
    tasks: Sequence[str]
    learning: Sequence[str]
    rows: Sequence[Row]
    zone: Zone | None
    zone_words: str
    zone_name: str
    why: str
    saved: SavedMission | None
    questions: Sequence[MissionQuestion]
    may_ask: bool
    answers_in: str
    replies: str

    @property
    def look(self) -> Look:
        """Return how it looks that the mission stands where it does."""
        return LOOKS[self.mission.status]


def page(actor: Actor, read: Reading, *, now: datetime) -> MissionPage:
    """Return the page of a mission for its reader."""
    mission = read.mission
    is_owner = policy.owns(actor, mission)
    is_over = mission.status in OVER
    fit = None if is_owner or is_over else _fit(actor, mission)
    shows_zone = fit is not None and fit.is_known and read.choice.shows_zones
    zone = fit.zone if fit and shows_zone else None
    asked = questions.asked(mission, now=now)
    return MissionPage(
        mission=mission,
        reader_id=actor.person_id,
        is_owner=is_owner,
        owners=wording.listed(
            person.name for person in (mission.owner, *(one.person for one in mission.co_owners))
        ),
        facts=_facts(mission, now),
        standing=wording.standing(mission, now.date()),
        comment=_comment(mission, is_owner=is_owner),
        tasks=lines_of(localized(mission.tasks)),
        learning=lines_of(localized(mission.learning)),
        rows=_rows(mission, fit),
        zone=zone,
        zone_words=str(wording.FOR_YOU[zone]) if zone else "",
        zone_name=wording.name_of(zone) if zone else "",
        why=_why(mission, fit) if fit and shows_zone else "",
        saved=read.saved,
        questions=asked.questions,
        may_ask=policy.may_ask(actor, mission) and not is_over,
        answers_in=_answers_in(mission, asked),
        replies=_replies(mission.owner.given_name, replies_of(mission.owner_id)),
    )


def lines_of(text: str) -> tuple[str, ...]:
    r"""Return the lines of a text that hold something, without the dashes people put before them.

    >>> lines_of("- Read the book\n\n• Say no")
    ('Read the book', 'Say no')
    """
    cut = (line.strip().lstrip("-–•* ").strip() for line in text.splitlines())
    return tuple(line for line in cut if line)


def _comment(mission: Mission, *, is_owner: bool) -> str:
    """Return the newest word about where it stands; time pauses without one, and is explained."""
    if mission.comment or mission.status is not MissionStatus.PAUSED:
        return mission.comment if is_owner or mission.status in SAYS_WHY else ""
    owners = (mission.owner, *(one.person for one in mission.co_owners))
    if all(person.left_on is not None for person in owners):
        return _("Nobody leads it any more: HR looks for somebody.")
    if mission.starts_on <= mission.since.date():
        return _("Nobody had accepted a seat by the first day.")
    return _("Those who applied got no answer in time.")


def _fit(actor: Actor, mission: Mission) -> Fit | None:
    return fits(actor.person_id or 0, [mission]).get(mission.id)


def _facts(mission: Mission, now: datetime) -> tuple[tuple[str, str], ...]:
    today = now.date()
    return (
        (_("Rhythm"), wording.rhythm(mission)),
        (_("Dates"), wording.dates(mission, today)),
        (_("Place"), wording.place(mission)),
        (_("Seats"), wording.seats(mission)),
        (_("Apply by"), wording.weekday(mission.apply_by, today)),
    )


def _rows(mission: Mission, fit: Fit | None) -> tuple[Row, ...]:
    """Return the skills: those that grow first, what the reader brings last."""
    lines = {line.skill: line for line in fit.lines} if fit else {}
    rows = [_row(row, lines.get(row.skill_id)) for row in mission.skills]
    return tuple(sorted(rows, key=_order))


def _row(row: MissionSkill, line: Line | None) -> Row:
    is_useful = row.needed is not None and row.importance == "useful"
    return Row(row.skill_id, row.skill.name, row.needed, row.grown_to, is_useful, line)


def _order(row: Row) -> tuple[bool, bool, int]:
    gains = row.line.gains if row.line else (row.grown_to or 0)
    missing = row.line.missing if row.line else 0
    return (gains == 0, missing == 0, row.skill_id)


def _why(mission: Mission, fit: Fit) -> str:
    """Return why the mission lies in its zone, and what support would change."""
    names = {row.skill_id: row.skill.name for row in mission.skills}
    said = [_missing(fit)]
    if fit.supports and fit.zone is not Zone.COMFORT:
        said.append(wording.support(fit.supports[0], names.get(fit.supports[0].skill or 0)))
    return " ".join(said)


def _missing(fit: Fit) -> str:
    missing = [line for line in fit.lines if line.missing]
    gained = sum(line.gains for line in fit.lines)
    if not missing and not gained:
        return _("You hold every level it speaks of: it would teach you nothing new.")
    if not missing:
        return ngettext(
            "Nothing is missing to start, and one level grows.",
            "Nothing is missing to start, and %(num)s levels grow.",
            gained,
        )
    if len(missing) == 1:
        return _one_missing(missing[0])
    return _(
        "%(levels)s levels are missing to start, in %(skills)s skills.",
        levels=fit.levels_missing,
        skills=len(missing),
    )


def _one_missing(line: Line) -> str:
    if line.is_essential:
        return ngettext(
            "Only one level is missing to start, in an essential skill.",
            "%(num)s levels are missing to start, all in one essential skill.",
            line.missing,
        )
    return ngettext(
        "Only one level is missing to start, in a useful skill.",
        "%(num)s levels are missing to start, all in one useful skill.",
        line.missing,
    )


def _answers_in(mission: Mission, asked: Asked) -> str:
    """Return how fast the owner answers questions; nothing where there are too few to say."""
    if not asked.questions or asked.days is None:
        return ""
    return ngettext(
        "%(name)s answers within a day at the median",
        "%(name)s answers in %(num)s days at the median",
        max(1, asked.days),
        name=mission.owner.given_name,
    )


def _replies(name: str, found: Replies | None) -> str:
    """Return how reliably the owner answers those who apply, where there is enough to say it."""
    if found is None or found.is_few:
        return ""
    counts = {"name": name, "answered": found.answered, "asked": found.asked}
    said = [
        _("%(name)s answers all: %(answered)s of %(asked)s this year.", **counts)
        if found.answered == found.asked
        else _("%(name)s has answered %(answered)s of %(asked)s this year.", **counts)
    ]
    if found.days is not None:
        said.append(
            ngettext(
                "It takes one day at the median.",
                "It takes %(num)s days at the median.",
                max(1, found.days),
            )
        )
    return " ".join(said)
