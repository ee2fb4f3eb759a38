"""What the certificate of a visit says: who saw which job at work, where and when."""

from flask import current_app

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import localized
from talentgrow.infra.templates import day
from talentgrow.missions.certificates.codes import Genuine
from talentgrow.missions.certificates.sheet import Sheet
from talentgrow.shadowing.debriefs import ended, queries
from talentgrow.shadowing.states import VisitStatus
from talentgrow.shadowing.visits.models import Visit, VisitCertificate
from talentgrow.shadowing.visits.pages import wording

Facts = tuple[tuple[str, str], ...]


def genuine(code: str) -> Genuine | None:
    """Return what a code stands for, if it is that of a visit."""
    found = queries.certificate_with(code)
    if found is None:
        return None
    visit = found.visit
    facts = (
        (_("Vis ma Vie with"), visit.host.name),
        *((_("Job seen"), what) for what in _job(visit)),
        *_days(visit),
    )
    return Genuine(visit.visitor, facts)


def sheet_of(visit: Visit, certificate: VisitCertificate) -> Sheet:
    """Return the sheet of a certificate in the language of the reader now.

    It quotes neither debrief: these are for the two sides only.
    """
    is_partial = ended.went(visit) is VisitStatus.PARTIAL
    seen = queries.seen_in([visit.id]).get(visit.id, ())
    what = next(iter(_job(visit)), visit.host.name)
    where = wording.where(visit)
    return Sheet(
        code=certificate.code,
        given_on=certificate.at.date(),
        organisation=current_app.config["ORGANISATION"],
        kind=_("Certificate of a Vis ma Vie"),
        person=visit.visitor.name,
        did=_("has seen a part of this job at work")
        if is_partial
        else _("has seen this job at work"),
        what=what,
        facts=(
            *_days(visit),
            (_("How long"), wording.length(visit.half_days)),
            *(((_("Where"), where),) if where else ()),
        ),
        listed_title=_("Skills seen at work"),
        listed=[localized(skill.name) for skill in seen],
        signed=_("Given on %(day)s, hosted by", day=day(certificate.at.date())),
        signer=visit.host.name,
        remark=_("A skill seen at work is no level: it says what was seen, not what was learned.")
        if seen
        else "",
    )


def _job(visit: Visit) -> tuple[str, ...]:
    return (localized(visit.job.title),) if visit.job is not None else ()


def _days(visit: Visit) -> Facts:
    if visit.starts_on == visit.ends_on:
        return ((_("Day"), day(visit.starts_on)),)
    return ((_("Beginning"), day(visit.starts_on)), (_("End"), day(visit.ends_on)))
