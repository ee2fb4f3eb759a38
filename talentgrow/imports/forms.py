"""Forms about imports."""

from typing import Any, Self

from flask import request
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import CombinedMultiDict
from wtforms import SelectField, ValidationError

from talentgrow.imports.kinds.columns import Kind, is_problem_column
from talentgrow.imports.kinds.register import KINDS
from talentgrow.infra.forms import AppForm
from talentgrow.infra.i18n import gettext, localized
from talentgrow.infra.i18n import lazy_gettext as _


class UploadForm(AppForm):
    """Choose a file and, if one wishes, say what it is about."""

    @classmethod
    def from_request(cls, record: object = None, **values: Any) -> Self:
        """Fill the form with what was posted, files included."""
        sent: Any = CombinedMultiDict([request.files, request.form])
        return cls(sent if request.method == "POST" else None, obj=record, **values)

    file = FileField(_("File"), [FileRequired(_("Choose a file."))])
    kind = SelectField(_("What is it about?"), default="")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)  # type: ignore[no-untyped-call]
        self.kind.choices = [("", gettext("Find out from the columns"))] + [
            (kind.name, localized(kind.title)) for kind in KINDS.values()
        ]

    def validate_file(self, field: FileField) -> None:
        """Refuse a file without a name, which is what no file looks like."""
        if not getattr(field.data, "filename", ""):
            raise ValidationError(gettext("Choose a file."))


class ColumnsForm(AppForm):
    """Which column of the file holds which of our fields."""

    def __init__(self, kind: Kind, headings: list[str]) -> None:
        sent = request.form if request.method == "POST" else None
        super().__init__(sent)  # type: ignore[no-untyped-call]
        self.of_kind = kind
        self.headings = headings
        self.problems: list[str] = []

    def chosen(self, position: int) -> str:
        """Return the field which was chosen for a column; nothing leaves it out."""
        return str(request.form.get(f"column-{position}", ""))

    def positions(self) -> dict[str, int]:
        """Return where our fields stand."""
        known = {column.field for column in self.of_kind.columns}
        found: dict[str, int] = {}
        for position, heading in enumerate(self.headings):
            name = self.chosen(position)
            if name in known and not is_problem_column(heading):
                found.setdefault(name, position)
        return found

    def accepted(self) -> bool:
        """Tell whether the form was posted, names what is needed, and nothing twice."""
        if not super().accepted():
            return False
        found = self.positions()
        self.problems = [
            gettext("Say which column holds: %(names)s.", names=" / ".join(names))
            for group in self.of_kind.missing(found)
            if (names := [localized(column.heading) for column in group])
        ]
        chosen = [self.chosen(position) for position in range(len(self.headings))]
        self.problems += [
            gettext("Two columns are to hold: %(name)s.", name=localized(column.heading))
            for column in self.of_kind.columns
            if chosen.count(column.field) > 1
        ]
        return not self.problems
