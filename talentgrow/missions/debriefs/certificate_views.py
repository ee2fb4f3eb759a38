"""Read a certificate, take it along, check one."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications import policy
from talentgrow.missions.applications.models import Application, Credit
from talentgrow.missions.certificates import codes, sheet
from talentgrow.missions.debriefs import certificate, queries
from talentgrow.people import limits
from talentgrow.people import queries as people

bp = Blueprint("certificates", __name__, template_folder="../templates")


@bp.get("/applications/<int:application_id>/certificate")
def show(application_id: int) -> ResponseReturnValue:
    """Show a certificate as a page that can be printed."""
    application, credit = _readable(application_id)
    return render_template(
        "debriefs/certificate.html",
        application=application,
        sheet=certificate.sheet_of(certificate.of(application, credit)),
    )


@bp.get("/applications/<int:application_id>/certificate.pdf")
def download(application_id: int) -> ResponseReturnValue:
    """Give a certificate as a file, in the language of the person it is about."""
    application, credit = _readable(application_id)
    with in_language(application.person.locale) as language:
        made = certificate.sheet_of(certificate.of(application, credit))
        return sheet.download(made, language)


@bp.get("/certificates/<code>")
def check(code: str) -> ResponseReturnValue:
    """Say whether a code is genuine and, to who may find the person, what it stands for.

    Who has a code was shown a certificate; still, codes are not for trying one after the other.
    """
    authorize(policy.may_check_certificate)
    limits.count_look_up()
    found = codes.find(code.strip().upper())
    may_read = people.can_find(current_actor(), found.person)
    return render_template("certificates/check.html", found=found if may_read else None)


def _readable(application_id: int) -> tuple[Application, Credit]:
    """Return the credit for a part in a mission which the reader may see.

    :raises NotFound: no credit was given
    """
    application = queries.get(current_actor(), application_id)
    authorize(policy.may_read_credit, application)
    credit = queries.credit_of(application.id)
    if credit is None:
        raise NotFound(_("There is no certificate yet: both sides write first."))
    return application, credit
