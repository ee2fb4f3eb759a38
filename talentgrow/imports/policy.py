"""Who may do what with imports."""

from talentgrow.imports.models import ImportRun
from talentgrow.kernel.access import Actor, rule


@rule("imports.read")
def may_read(actor: Actor, _subject: None = None) -> bool:
    """HR and administrators read which files were imported."""
    return actor.is_hr or actor.is_admin


@rule("imports.upload")
def may_upload(actor: Actor, _subject: None = None) -> bool:
    """HR of the whole organisation imports files."""
    return actor.is_hr_for_all


@rule("imports.read_rows")
def may_read_rows(actor: Actor, _run: ImportRun) -> bool:
    """HR of the whole organisation reads what a file says; administrators do not."""
    return actor.is_hr_for_all


@rule("imports.check")
def may_check(actor: Actor, _run: ImportRun) -> bool:
    """HR of the whole organisation names the columns of a file and has it checked."""
    return actor.is_hr_for_all


@rule("imports.apply")
def may_apply(actor: Actor, _run: ImportRun) -> bool:
    """HR of the whole organisation has a checked file stored."""
    return actor.is_hr_for_all


@rule("imports.drop")
def may_drop(actor: Actor, _run: ImportRun) -> bool:
    """HR of the whole organisation gives an import up before it is stored."""
    return actor.is_hr_for_all
