"""Cut a query into pages."""

from typing import Any, TypeVar

from flask import request
from sqlalchemy import Select, func, select

from talentgrow.infra.db import db
from talentgrow.kernel.page import Page

Row = TypeVar("Row")
PAGE_SIZE = 30


def page_number(name: str = "page") -> int:
    """Return the page which the address asks for; nonsense means the first.

    A page with several lists has a `name` for the page of each.
    """
    return max(1, request.args.get(name, 1, type=int))


def within(number: int, total: int, *, size: int = PAGE_SIZE) -> int:
    """Return the number of a page that is there; a number past the end means the last page."""
    return min(number, max(1, -(-total // size)))


def paginate(query: Select[Row], number: int, *, size: int = PAGE_SIZE) -> Page[Row]:
    """Return one page of records; a number past the end gives the last page."""
    counted: Select[Any] = select(func.count()).select_from(query.order_by(None).subquery())
    total = db.session.scalar(counted) or 0
    number = within(number, total, size=size)
    rows = db.session.scalars(query.limit(size).offset((number - 1) * size))
    return Page(list(rows), number, size, total)
