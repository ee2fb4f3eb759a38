"""How a visit went: both sides write, what was seen, and the certificate."""

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.i18n import in_language
from talentgrow.infra.web import authorize, belongs_to, current_actor
from talentgrow.kernel.errors import NotFound
from talentgrow.missions.applications.forms.once import once
from talentgrow.missions.certificates import sheet
from talentgrow.shadowing import queries
from talentgrow.shadowing.debriefs import certificate as certificates
from talentgrow.shadowing.debriefs import pages, writing
from talentgrow.shadowing.debriefs.forms import DebriefForm
from talentgrow.shadowing.debriefs.pages import DebriefPage
from talentgrow.shadowing.debriefs.queries import certificate_of
from talentgrow.shadowing.visits import policy, telling
from talentgrow.shadowing.visits.models import Side, Visit, VisitCertificate
from talentgrow.shadowing.visits.telling import How

bp = Blueprint("visit_debriefs", __name__, template_folder="../templates")
TELLING = {
    How.TOOK_PLACE: policy.may_say_took_place,
    How.PARTLY: policy.may_say_partly,
    How.MISSED: policy.may_say_missed,
}


@bp.route("/visits/<int:visit_id>/debrief", methods=["GET", "POST"])
def write(visit_id: int) -> ResponseReturnValue:
    """Say how a visit was and what surprised one; read the other side once both have written."""
    actor, now = current_actor(), clock.now()
    get = queries.hold_visit if request.method == "POST" else queries.get_visit
    visit = get(actor, visit_id)
    authorize(policy.may_debrief, visit)
    belongs_to("visits.mine")
    page = pages.page(visit, policy.side_of(actor, visit) or Side.VISITOR, now=now)
    form = DebriefForm.on(page)
    if not form.accepted():
        return _show(page, form, status=422 if form.errors else 200)
    try:
        return once(actor, lambda: _write(page, form), now=now)
    except writing.Fixed as error:
        # What was typed stays in the form, beside what stands.
        return _show(page, form, problem=str(error), status=409)


@bp.get("/visits/<int:visit_id>/certificate")
def certificate(visit_id: int) -> ResponseReturnValue:
    """Show a certificate as a page that can be printed."""
    visit, given = _readable(visit_id)
    is_own = current_actor().is_person(visit.visitor_id)
    belongs_to("visits.mine" if is_own else "people.index")
    made = certificates.sheet_of(visit, given)
    return render_template(
        "visit_debriefs/certificate.html", visit=visit, sheet=made, is_own=is_own
    )


@bp.get("/visits/<int:visit_id>/certificate.pdf")
def certificate_file(visit_id: int) -> ResponseReturnValue:
    """Give a certificate as a file, in the language of the person it is about."""
    visit, given = _readable(visit_id)
    with in_language(visit.visitor.locale) as language:
        return sheet.download(certificates.sheet_of(visit, given), language)


def _write(page: DebriefPage, form: DebriefForm) -> str:
    """Say how it was where nobody has, then write; return where that is read."""
    visit, actor, now = page.visit, current_actor(), clock.now()
    if form.said is not None:
        authorize(TELLING[form.said], visit)
        telling.tell(visit, form.said, missed_by=form.who, by=actor, now=now)
    if form.is_missed:
        flash(_("Noted. %(name)s hears of it.", name=page.other.given_name), "success")
        return url_for("visits.show", visit_id=visit.id)
    writing.write(visit, page.side, form.words(), form.seen.data or (), by=actor, now=now)
    flash(_after_writing(page), "success")
    return url_for("visit_debriefs.write", visit_id=visit.id)


def _after_writing(page: DebriefPage) -> str:
    if page.other_has_written:
        return _("Both of you have written: read each other below.")
    if page.is_late:
        return _("Your words are kept. %(name)s may read them now.", name=page.other.given_name)
    return _(
        "Your words are kept. %(name)s reads them once theirs are in.", name=page.other.given_name
    )


def _show(
    page: DebriefPage, form: DebriefForm, *, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    shown = render_template(
        "visit_debriefs/write.html", page=page, visit=page.visit, form=form, problem=problem
    )
    return shown, status


def _readable(visit_id: int) -> tuple[Visit, VisitCertificate]:
    """Return the certificate of a visit which the reader may see.

    :raises NotFound: no certificate was given
    """
    visit = queries.get_visit(current_actor(), visit_id)
    authorize(policy.may_read_certificate, visit)
    given = certificate_of(visit.id)
    if given is None:
        raise NotFound(_("There is no certificate yet: the visitor writes first."))
    return visit, given
