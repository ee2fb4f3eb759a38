"""What is said about a value that was refused: why, and how to mend it."""

from talentgrow.imports.kinds.problems import Problem, Reason
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import lazy_gettext

SENTENCES = {
    Reason.MISSING: lazy_gettext("This column must not be empty."),
    Reason.MISSING_ONE_OF: lazy_gettext("The line has neither a code nor a name."),
    Reason.NO_DATE: lazy_gettext("This is no date."),
    Reason.NO_NUMBER: lazy_gettext("This is no whole number from 0 to 999."),
    Reason.NO_LEVEL: lazy_gettext("This is no level of the scale."),
    Reason.NO_CHOICE: lazy_gettext("This word is not one of those that may stand here."),
    Reason.NO_ADDRESS: lazy_gettext("This is no e-mail address."),
    Reason.NO_ZONE: lazy_gettext("This is no time zone."),
    Reason.ENDS_BEFORE_START: lazy_gettext("The last day comes before the first."),
    Reason.OUT_OF_RANGE: lazy_gettext("The date lies before 1930 or after 2100."),
    Reason.IN_FUTURE: lazy_gettext("This day has not come yet."),
    Reason.TOO_LONG: lazy_gettext("The text is too long."),
    Reason.TWICE: lazy_gettext("Another line says this already."),
    Reason.WRONG_WIDTH: lazy_gettext("The line does not have as many cells as the first line."),
    Reason.UNPRINTABLE: lazy_gettext("The text holds a character that cannot be shown."),
    Reason.FORMULA: lazy_gettext("This is a formula whose result the file does not hold."),
    Reason.ERROR_CELL: lazy_gettext("The spreadsheet shows an error here instead of a value."),
    Reason.UNKNOWN_MANAGER: lazy_gettext("Nobody has this employee number."),
    Reason.UNKNOWN_PERSON: lazy_gettext("Nobody has this employee number."),
    Reason.UNKNOWN_JOB: lazy_gettext("No job has this code or title."),
    Reason.UNKNOWN_SKILL: lazy_gettext("No skill has this code or name."),
    Reason.UNKNOWN_UNIT: lazy_gettext("No unit has this code or name."),
    Reason.AMBIGUOUS: lazy_gettext("Several have this name."),
    Reason.OWN_MANAGER: lazy_gettext("Nobody is their own manager."),
    Reason.LOOP: lazy_gettext("The hierarchy runs in a circle."),
    Reason.EMAIL_TAKEN: lazy_gettext("Somebody else has this address."),
    Reason.NAME_TAKEN: lazy_gettext("Another one has this name already."),
    Reason.SAME_JOB: lazy_gettext("A bridge joins two different jobs."),
}
MENDS = {
    Reason.MISSING: lazy_gettext("Fill the cell in, or take the line out."),
    Reason.MISSING_ONE_OF: lazy_gettext("Give a code or a name, or take the line out."),
    Reason.NO_DATE: lazy_gettext("Write 2026-10-08 or 08/10/2026, a day that exists."),
    Reason.NO_NUMBER: lazy_gettext("Write digits only, or leave the cell empty."),
    Reason.NO_LEVEL: lazy_gettext("Write a whole number up to 5."),
    Reason.NO_CHOICE: lazy_gettext("Choose one of the words of this column."),
    Reason.NO_ADDRESS: lazy_gettext("Write one address, such as name@example.com."),
    Reason.NO_ZONE: lazy_gettext("Write a zone such as Europe/Paris."),
    Reason.ENDS_BEFORE_START: lazy_gettext("Correct one of the two days."),
    Reason.OUT_OF_RANGE: lazy_gettext("Check the year."),
    Reason.IN_FUTURE: lazy_gettext("Write today or an earlier day."),
    Reason.TOO_LONG: lazy_gettext("Shorten it."),
    Reason.TWICE: lazy_gettext("Keep one of the two lines."),
    Reason.WRONG_WIDTH: lazy_gettext(
        "Look for a missing or additional separator, or for a quotation mark left open."
    ),
    Reason.UNPRINTABLE: lazy_gettext("Type the text again."),
    Reason.FORMULA: lazy_gettext("Replace the formula with its value."),
    Reason.ERROR_CELL: lazy_gettext("Write the value itself."),
    Reason.UNKNOWN_MANAGER: lazy_gettext(
        "Correct the number, or have the manager in the same file."
    ),
    Reason.UNKNOWN_PERSON: lazy_gettext("Correct the number, or import the person first."),
    Reason.UNKNOWN_JOB: lazy_gettext("Correct it, or import the job first."),
    Reason.UNKNOWN_SKILL: lazy_gettext("Correct it, or import the skill first."),
    Reason.UNKNOWN_UNIT: lazy_gettext("Correct it, or have the unit in the same file."),
    Reason.AMBIGUOUS: lazy_gettext("Write the code of the one you mean."),
    Reason.OWN_MANAGER: lazy_gettext("Leave the cell empty, or name somebody else."),
    Reason.LOOP: lazy_gettext("Break the circle at one place."),
    Reason.EMAIL_TAKEN: lazy_gettext("Correct the address or the employee number."),
    Reason.NAME_TAKEN: lazy_gettext("Choose another name, or give the code of that one."),
    Reason.SAME_JOB: lazy_gettext("Name another job in one of the two columns."),
}
# What the hint of a problem is: words that may stand there, or what may have been meant.
HINTS = {
    Reason.NO_CHOICE: lazy_gettext("May stand here: %(hint)s."),
    Reason.AMBIGUOUS: lazy_gettext("Their codes: %(hint)s."),
    Reason.LOOP: lazy_gettext("The circle: %(hint)s."),
}
PROPOSAL = lazy_gettext("Did you mean “%(hint)s”?")


def sentence(problem: Problem) -> str:
    """Return what is wrong with a value, in the reader's language."""
    return str(SENTENCES[problem.reason])


def mend(problem: Problem) -> str:
    """Return what to do about it, with what may have been meant."""
    what = str(MENDS[problem.reason])
    if not problem.hint:
        return what
    hint = str(HINTS.get(problem.reason, PROPOSAL)) % {"hint": problem.hint}
    return f"{what} {hint}"


def value(problem: Problem) -> str:
    """Return the refused value; a sign that would command a terminal is spelt out."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode()
        for sign in problem.value
    )


def place(problem: Problem, heading: str = "") -> str:
    """Return where the value stands in the file."""
    column = heading or problem.column
    if not column:
        return _("line %(line)d", line=problem.line)
    return _("line %(line)d, %(column)s", line=problem.line, column=column)
