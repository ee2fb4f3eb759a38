"""What is said about a value that was refused."""

from talentgrow.imports.reading import Problem, Reason
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import lazy_gettext

SENTENCES = {
    Reason.MISSING: lazy_gettext("This column must not be empty."),
    Reason.NO_DATE: lazy_gettext("This is no date: write 2026-10-08 or 08/10/2026."),
    Reason.NO_NUMBER: lazy_gettext("This is no whole number."),
    Reason.ENDS_BEFORE_START: lazy_gettext("The last day comes before the first."),
    Reason.OUT_OF_RANGE: lazy_gettext("The date lies before 1930 or after 2100."),
    Reason.TOO_LONG: lazy_gettext("The text is longer than 200 characters."),
    Reason.TWICE: lazy_gettext("Another line has this person begin the same job on the same day."),
    Reason.WRONG_WIDTH: lazy_gettext("The line does not have as many cells as the first line."),
    Reason.UNPRINTABLE: lazy_gettext("The text holds a character that cannot be shown."),
    Reason.UNKNOWN_MANAGER: lazy_gettext("Nobody has this employee number."),
    Reason.OWN_MANAGER: lazy_gettext("Nobody is their own manager."),
    Reason.EMAIL_TAKEN: lazy_gettext("Somebody else has this address."),
}


def sentence(problem: Problem) -> str:
    """Return what is wrong with a value and how to mend it, in the reader's language."""
    return str(SENTENCES[problem.reason])


def value(problem: Problem) -> str:
    """Return the refused value; a sign that would command a terminal is spelt out."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode()
        for sign in problem.value
    )


def place(problem: Problem) -> str:
    """Return where the value stands in the file."""
    if not problem.column:
        return _("line %(line)d", line=problem.line)
    return _("line %(line)d, %(column)s", line=problem.line, column=problem.column)
