"""What the address of the list of offers asks for; what makes no sense is not asked for."""

from datetime import date
from enum import StrEnum
from typing import TypeVar

from flask import request

from talentgrow.infra.web import asked_id
from talentgrow.shadowing.models import Format
from talentgrow.shadowing.offers.finding.filters import REMOTE, Order, Return, Shown, Span, Wanted

LONGEST_SEARCH = 100
Choice = TypeVar("Choice", bound=StrEnum)


def wanted() -> Wanted:
    """Return what the address asks for."""
    is_remote = request.args.get("site") == "remote"
    return Wanted(
        words=request.args.get("q", "").strip()[:LONGEST_SEARCH],
        family_id=asked_id("family"),
        site_id=REMOTE if is_remote else asked_id("site"),
        job_id=asked_id("job"),
        unit_id=asked_id("unit"),
        span=_one_of(Span, "length"),
        format=_one_of(Format, "format"),
        in_return=_one_of(Return, "return"),
        month=_month(),
        shown=_one_of(Shown, "show") or Shown.OPEN,
        order=_one_of(Order, "order") or Order.NEWEST,
    )


def _one_of(kind: type[Choice], name: str) -> Choice | None:
    value = request.args.get(name, "")
    return kind(value) if value in set(kind) else None


def _month() -> date | None:
    try:
        return date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        return None
