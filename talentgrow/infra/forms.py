"""The base of every form."""

from typing import Any, Self

from flask import request
from flask_wtf import FlaskForm


class AppForm(FlaskForm):
    """A form with a CSRF token which speaks the reader's language."""

    @classmethod
    def from_request(cls, record: object = None, **values: Any) -> Self:
        """Fill the form with what was posted, or else with `record` and `values`."""
        return cls(request.form if request.method == "POST" else None, obj=record, **values)

    def accepted(self) -> bool:
        """Tell whether the form was posted and is valid."""
        return request.method == "POST" and bool(self.validate())  # type: ignore[no-untyped-call]
