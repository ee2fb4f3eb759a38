"""Who reads the page of a nominee, and what of it: said to the nominee, by name."""

from dataclasses import dataclass

from talentgrow.infra.db import db
from talentgrow.infra.i18n import gettext as _
from talentgrow.nominations.consent.words import listed
from talentgrow.nominations.models import Nominee
from talentgrow.nominations.policy import has_consent
from talentgrow.nominations.queries import open_to, sent
from talentgrow.people.models import Person


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody, what they read, and whether that is anything of this page today."""

    who: str
    what: str
    reads: bool
    # Whom the nominee may let read it, or let read it no more.
    manager: Person | None = None
    is_open: bool = False


def readers(nominee: Nominee, manager: Person | None) -> tuple[Reader, ...]:
    """Return who reads what: the nominee, those who nominated, the manager, HR, and nobody else."""
    others = [one.nominator for one in sent(nominee) if one.nominator_id != nominee.person_id]
    nominated = manager is not None and manager.id in {one.id for one in others}
    names = [one.given_name for one in others if manager is None or one.id != manager.id]
    found = [Reader(_("You"), _("everything, at any time"), True)]
    if names:
        who = listed(list(dict.fromkeys(names)))
        found.append(Reader(who, _("what they wrote themselves, and your answer"), False))
    if manager is not None:
        found.append(_manager(nominee, manager, nominated=nominated))
    if nominee.opened_to_id is not None and (manager is None or not _is_open(nominee, manager)):
        found.append(_opened_before(nominee))
    return (*found, _hr(nominee))


def _hr(nominee: Nominee) -> Reader:
    who = _("HR of your part of the house")
    if has_consent(nominee):
        return Reader(who, _("this page, for the wishes to which you agreed"), True)
    return Reader(who, _("nothing before you agree to a wish"), False)


def _manager(nominee: Nominee, manager: Person, *, nominated: bool) -> Reader:
    who = _("%(name)s, your manager", name=manager.given_name)
    if not _is_open(nominee, manager):
        what = (
            _("what they wrote themselves, and your answer; the rest only if you open it")
            if nominated
            else _("nothing of this page, unless you open it")
        )
        return Reader(who, what, False, manager)
    return _opened(nominee, who, manager)


def _opened_before(nominee: Nominee) -> Reader:
    """Return what somebody else reads to whom it was opened: nothing, unless they still manage."""
    before = db.session.get_one(Person, nominee.opened_to_id)
    if open_to(nominee) is not None:
        return _opened(nominee, _("%(name)s, your manager", name=before.given_name), before)
    what = _("not this page any more, since they are no longer your manager")
    return Reader(before.given_name, what, False, before, is_open=True)


def _opened(nominee: Nominee, who: str, manager: Person) -> Reader:
    if has_consent(nominee):
        what = _("this page, because you opened it, for the wishes to which you agreed")
        return Reader(who, what, True, manager, is_open=True)
    what = _("this page, because you opened it, once you agree to a wish")
    return Reader(who, what, False, manager, is_open=True)


def _is_open(nominee: Nominee, manager: Person) -> bool:
    return nominee.opened_to_id == manager.id
