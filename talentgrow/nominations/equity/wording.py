"""What groups are called, and why a figure is not there, in the reader's language."""

from collections.abc import Mapping

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.small_groups.swaps import Hidden
from talentgrow.nominations.equity.groups import REST
from talentgrow.people.models import Gender


def gender(key: Gender | int) -> str:
    """Return what people of a gender are called; the rest is everybody else."""
    words = {Gender.WOMAN: _("Women"), Gender.MAN: _("Men")}
    return words[key] if isinstance(key, Gender) else _("Other, or not stated")


def grade(key: int) -> str:
    """Return what a grade is called."""
    return _("Other grades") if key == REST else _("Grade %(grade)s", grade=key)


def unit(key: int, names: Mapping[int, str], inside: str = "") -> str:
    """Return what a unit is called; the rest is inside another unit, or at the top."""
    if key != REST:
        return names[key]
    return _("Elsewhere in %(unit)s", unit=inside) if inside else _("Other units")


def reason(hidden: Hidden, smallest: int) -> str:
    """Return why a figure is not shown."""
    if hidden is Hidden.SMALL:
        return _("Hidden: fewer than %(count)s people", count=smallest)
    return _("Hidden, or a subtraction would tell the other")
