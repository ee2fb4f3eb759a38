"""Who is nominated in a campaign, by group, as rows of a file: what the page says, no more."""

from collections.abc import Iterator

from talentgrow.infra.i18n import gettext as _
from talentgrow.kernel.small_groups.table import Figure
from talentgrow.nominations.equity.figures import Equity, EquityRow, Way


def headings() -> list[str]:
    """Return what the columns are called."""
    return [
        _("By"),
        _("Inside"),
        _("Group"),
        _("Employees"),
        _("Nominated"),
        _("Of 100"),
        _("Approved"),
    ]


def lines(equity: Equity) -> Iterator[list[str]]:
    """Yield the total, then every group and those inside it; words stand where nothing is shown."""
    yield _line(equity, "", "", _("All together"), equity.total)
    words = {Way.GENDER: _("Gender"), Way.GRADE: _("Grade"), Way.UNIT: _("Unit")}
    for way, rows in equity.ways.items():
        for row in rows:
            yield _line(equity, words[way], "", row.name, row)
            for below in row.below:
                yield _line(equity, words[way], row.name, below.name, below)


def _line(equity: Equity, way: str, inside: str, name: str, row: EquityRow) -> list[str]:
    def cell(figure: Figure | None) -> str:
        if figure is None:
            return ""
        return equity.why(figure.hidden) if figure.hidden else str(figure.value)

    rate = "" if row.rate is None else f"{row.rate:.1f}"
    counts = [cell(row.staff), cell(row.nominated), rate, cell(row.approved)]
    return [way, inside, name, *counts]
