"""Forms of the pages about packs."""

from flask import request
from werkzeug.datastructures import MultiDict

from talentgrow.graph.types import Importance
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.levels import HIGHEST, LEVELS
from talentgrow.kernel.origin import Origin
from talentgrow.packs.files.archives import Upload
from talentgrow.packs.loading.plan import ESSENTIAL_LEVEL, LEFT_OUT, OPTIONAL_LEVEL, Choice
from talentgrow.packs.proposals import NoSuchProposal, Picked, Source

LONGEST_FILE_NAME = 200
NEEDED_LEVELS = tuple(range(1, HIGHEST + 1))
LEVEL_CHOICES = [(level, LEVELS[level]) for level in NEEDED_LEVELS]


class ActionForm(AppForm):
    """A form that only carries its token."""


def uploads() -> list[Upload]:
    """Return the files that were sent; an empty field of the form is none."""
    found = []
    for file in request.files.getlist("files"):
        if file.filename:
            found.append(Upload(file.filename[-LONGEST_FILE_NAME:], file.read()))
        file.close()
    return found


def choice(values: MultiDict[str, str]) -> Choice:
    """Return which groups are asked for, and at which levels; nonsense means the usual ones."""
    essential = values.get("essential", ESSENTIAL_LEVEL, type=int)
    optional = values.get("optional", OPTIONAL_LEVEL, type=int)
    return Choice(
        groups=tuple(sorted(set(values.getlist("group")))),
        essential_level=essential if essential in NEEDED_LEVELS else ESSENTIAL_LEVEL,
        optional_level=optional if optional in (LEFT_OUT, *NEEDED_LEVELS) else OPTIONAL_LEVEL,
    )


def sources(values: MultiDict[str, str]) -> list[Source]:
    """Return the public jobs that are asked for, such as "rome|A1101".

    :raises NoSuchProposal: there is no such public catalogue
    """
    found = []
    for one in dict.fromkeys(values.getlist("source")):
        scheme, _mark, code = one.partition("|")
        found.append(Source(_scheme(scheme), code))
    return found


def picked(values: MultiDict[str, str]) -> list[Picked]:
    """Return the skills that were ticked, each with level and importance.

    :raises NoSuchProposal: the form was changed by hand
    """
    return [_picked(values, number) for number in dict.fromkeys(values.getlist("pick"))]


def _picked(values: MultiDict[str, str], number: str) -> Picked:
    scheme, _mark, code = values.get(f"skill-{number}", "").partition("|")
    level = values.get(f"level-{number}", type=int)
    importance = values.get(f"importance-{number}", "")
    if level not in NEEDED_LEVELS or importance not in {one.value for one in Importance}:
        raise NoSuchProposal(_("Choose a level from 1 to 5 for each skill."))
    return Picked(_scheme(scheme), code, level, Importance(importance))


def _scheme(name: str) -> Origin:
    if name not in {Origin.ROME, Origin.ESCO}:
        raise NoSuchProposal(_("Only ROME and ESCO propose skills."))
    return Origin(name)
