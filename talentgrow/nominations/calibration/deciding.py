"""The file of one nominee in a session, and the answers to their wishes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra import clock
from talentgrow.infra.i18n import gettext as _
from talentgrow.infra.web import (
    authorize,
    belongs_to,
    current_actor,
    page_or_fragment,
)
from talentgrow.missions.applications.forms.single import NEXT_STEPS
from talentgrow.nominations import policy as nominations
from talentgrow.nominations.calibration import answers, choices, policy, queries, service
from talentgrow.nominations.calibration.answers import Sent
from talentgrow.nominations.calibration.dossier import Dossier, dossier_of
from talentgrow.nominations.calibration.models import CalibrationSession
from talentgrow.nominations.calibration.values import WrongDecision
from talentgrow.nominations.calibration.wording import OUTCOMES
from talentgrow.nominations.models import Candidacy, Nominee

bp = Blueprint("deciding", __name__)


@bp.route("/hr/sessions/<int:session_id>/nominees/<int:nominee_id>", methods=["GET", "POST"])
def file(session_id: int, nominee_id: int) -> ResponseReturnValue:
    """Show the file of a nominee beside the groups, and keep the answers to their wishes."""
    actor = current_actor()
    session = queries.get_session(actor, session_id)
    authorize(policy.may_read_session, session)
    belongs_to("campaigns.hr")
    nominee = queries.get_nominee(session, actor, nominee_id)
    if request.method == "POST":
        return _decide(session, nominee)
    page = dossier_of(session, nominee, actor, now=clock.now())
    return page_or_fragment("calibration/nominee.html", "calibration/_file.html", **_with(page))


@bp.post("/hr/sessions/<int:session_id>/nominees/<int:nominee_id>/wishes/<int:wish_id>/unstage")
def unstage(session_id: int, nominee_id: int, wish_id: int) -> ResponseReturnValue:
    """Take an answer back before it is published."""
    actor = current_actor()
    session = queries.get_session(actor, session_id)
    nominee = queries.get_nominee(session, actor, nominee_id)
    wishes = {one.id: one for one in nominee.candidacies}
    if wish_id not in wishes:
        authorize(policy.may_read_session, session)
        return redirect(_to(session, nominee))
    authorize(nominations.may_decide, wishes[wish_id])
    seen = request.form.get("seen", 0, type=int)
    service.unstage(wishes[wish_id], seen=seen, by=actor, now=clock.now(), session=session)
    flash(_("The answer is taken back: this wish is to be decided again."), "success")
    return redirect(_to(session, nominee))


def _decide(session: CalibrationSession, nominee: Nominee) -> ResponseReturnValue:
    """Keep the answers, or show the form again with what is wrong or has happened meanwhile."""
    actor, now = current_actor(), clock.now()
    wishes = {one.id: one for one in nominee.candidacies}
    for wish in wishes.values():
        authorize(nominations.may_decide, wish)
    pools = choices.pools(actor)
    sent = answers.read(
        request.form, wishes, pools, reader_id=actor.person_id or 0, today=now.date()
    )
    if sent.errors:
        return _show(session, nominee, sent), 422
    try:
        service.stage_all(nominee, sent.said, by=actor, now=now, session=session)
    except service.DecisionChanged:
        return _show_newer(session, nominee, sent, wishes)
    except WrongDecision as error:
        # Nobody gets there by the form: which wish it was is not worth telling apart.
        wrong = dict.fromkeys(sent.said, error.errors)
        return _show(session, nominee, Sent(sent.said, wrong, sent.typed)), 422
    flash(_("Kept for %(name)s.", name=nominee.person.given_name), "success")
    return redirect(_to(session, nominee))


def _show_newer(
    session: CalibrationSession, nominee: Nominee, sent: Sent, wishes: dict[int, Candidacy]
) -> ResponseReturnValue:
    """Show what a colleague decided meanwhile, above what was typed, which is lost nowhere."""
    stored = queries.decisions(wishes)
    newer = [
        one
        for number, one in stored.items()
        if number in sent.said and one.version != sent.said[number].seen
    ]
    gone = {f"seen-{number}": "0" for number in sent.said if number not in stored}
    seen = gone | {f"seen-{one.candidacy_id}": str(one.version) for one in stored.values()}
    shown = Sent(sent.said, {}, dict(sent.typed) | seen)
    return _show(session, nominee, shown, newer=[one.candidacy_id for one in newer]), 409


def _show(
    session: CalibrationSession,
    nominee: Nominee,
    sent: Sent,
    *,
    newer: list[int] | None = None,
) -> str:
    actor = current_actor()
    nominee = queries.get_nominee(session, actor, nominee.id)
    page = dossier_of(session, nominee, actor, now=clock.now(), sent=sent)
    return render_template("calibration/nominee.html", **_with(page), newer=newer)


def _with(page: Dossier) -> dict[str, object]:
    return {
        "page": page,
        "session": page.session,
        "file": page.file,
        "outcomes": OUTCOMES,
        "next_steps": NEXT_STEPS,
    }


def _to(session: CalibrationSession, nominee: Nominee) -> str:
    return url_for("calibration.show", session_id=session.id, nominee=nominee.id, _anchor="file")
