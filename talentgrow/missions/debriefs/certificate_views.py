"""Read a certificate, take it along, check one."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.infra.web import authorize, current_actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications import policy
from talentgrow.missions.applications.models import Application, Credit
from talentgrow.missions.debriefs import certificate, certificate_pdf, queries
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
        certificate=certificate.of(application, credit),
    )


@bp.get("/applications/<int:application_id>/certificate.pdf")
def download(application_id: int) -> ResponseReturnValue:
    """Give a certificate as a file, in the language of the person it is about."""
    application, credit = _readable(application_id)
    with in_language(application.person.locale) as language:
        made = certificate.of(application, credit)
        response = Response(certificate_pdf.as_pdf(made, language), mimetype="application/pdf")
        name = certificate_pdf.file_name(made)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.get("/certificates/<code>")
def check(code: str) -> ResponseReturnValue:
    """Say whether a code is genuine and, to who may find the person, for which mission it stands.

    Who has a code was shown a certificate; still, codes are not for trying one after the other.
    """
    authorize(policy.may_check_certificate)
    limits.count_look_up()
    credit = queries.get_credit(code.strip().upper())
    application = credit.application
    shown = certificate.of(application, credit)
    may_read = people.can_find(current_actor(), application.person)
    return render_template("debriefs/check.html", certificate=shown if may_read else None)


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
