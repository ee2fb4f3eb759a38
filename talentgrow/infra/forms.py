"""The base of every form, and the words which people send by forms and addresses."""

from typing import Any, Self

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from talentgrow.kernel.text import without_controls


class TypedWords(ImmutableMultiDict[str, Any]):
    """What came with a request, without control characters, whichever view reads it.

    Nobody types them: they come unseen with what is pasted, or by attack. What is left is what
    the reader sees, so that nobody loses a text for a sign which they cannot find.
    """

    def __init__(self, sent: Any = None) -> None:
        pairs = MultiDict(sent).items(multi=True)
        super().__init__(
            [(name, without_controls(one) if isinstance(one, str) else one) for name, one in pairs]
        )


class AppForm(FlaskForm):
    """A form with a CSRF token which speaks the reader's language."""

    @classmethod
    def from_request(cls, record: object = None, **values: Any) -> Self:
        """Fill the form with what was posted, or else with `record` and `values`."""
        return cls(request.form if request.method == "POST" else None, obj=record, **values)

    def accepted(self) -> bool:
        """Tell whether the form was posted and is valid."""
        return request.method == "POST" and bool(self.validate())  # type: ignore[no-untyped-call]
