"""The mobility map of HR: the drawing, its equal table, its panel and its files."""

from hashlib import sha256

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from talentgrow.infra.assets import asset
from talentgrow.infra.i18n import language, localized
from talentgrow.infra.paging import page_number
from talentgrow.infra.web import authorize, current_actor
from talentgrow.mobility import policy
from talentgrow.mobility.map import beside, drawing, files, part, renamed, sheet, table
from talentgrow.mobility.map.choice import MINIMA, Choice
from talentgrow.mobility.snapshot import Graph, NoSnapshot

bp = Blueprint("map", __name__, url_prefix="/map", template_folder="templates")


@bp.errorhandler(NoSnapshot)
def _not_ready(_error: NoSnapshot) -> ResponseReturnValue:
    """Say kindly that there is no map yet, and what it needs."""
    return render_template("mobility/map_not_ready.html"), 409


@bp.get("/")
def index() -> ResponseReturnValue:
    """Show where people go, as a drawing or as a table."""
    authorize(policy.may_read_map)
    graph = part.graph_for(current_actor())
    page = sheet.read(graph, _choice(graph), page_number())
    return render_template("mobility/map.html", page=page, headings=table.headings(), minima=MINIMA)


@bp.get("/data")
def data() -> ResponseReturnValue:
    """Answer what graph.js draws; a browser that has it already is told so."""
    authorize(policy.may_read_map)
    graph = part.graph_for(current_actor())
    choice = _choice(graph)
    tag = _tag(graph, choice)
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        response = jsonify(drawing.drawing(graph, choice, _address(choice)))
    # A weak mark: the same drawing may travel compressed in several ways.
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.get("/panel/<int:job_id>")
def panel(job_id: int) -> ResponseReturnValue:
    """Show what is beside the map when a job is in focus."""
    authorize(policy.may_read_map)
    graph = part.graph_for(current_actor())
    choice = _choice(graph)
    job = beside.of_job(graph, choice, job_id)
    return render_template("mobility/map_panel.html", panel=job, choice=choice)


@bp.get("/jobs")
def jobs() -> ResponseReturnValue:
    """Answer jobs whose title has the words, for a select that asks as one types."""
    authorize(policy.may_read_map)
    found = sheet.found_jobs(part.graph_for(current_actor()).mobility, request.args.get("q", ""))
    return jsonify([{"value": str(job.id), "text": localized(job.title)} for job in found])


@bp.get("/renamings")
def renamings() -> ResponseReturnValue:
    """List the posts that got another name."""
    authorize(policy.may_read_map)
    posts = renamed.renamed_posts(part.graph_for(current_actor()).mobility)
    page = renamed.page_of(posts, page_number())
    return render_template("mobility/renamings.html", page=page)


@bp.get("/files/<string:kind>")
def export(kind: str) -> ResponseReturnValue:
    """Hand out the map as a file, under the filters of the address."""
    authorize(policy.may_read_map)
    graph = part.graph_for(current_actor())
    file = files.download(graph, _choice(graph), kind)
    response = Response(file.content, mimetype=file.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=file.name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _choice(graph: Graph) -> Choice:
    return sheet.choice_of(graph, request.args)


def _address(choice: Choice) -> str:
    """Return the address of the page without family and job, ready to take them."""
    named = dict.fromkeys(("family", "job", "from", "to", "q", "view", "sort"))
    address = url_for("map.index", **choice.address(**named))
    return address + ("&" if "?" in address else "?")


def _tag(graph: Graph, choice: Choice) -> str:
    """Return a mark which changes whenever the drawing or the script that draws it does."""
    below = sorted(choice.units or ())
    seen = (graph.id, graph.mobility.data_hash, choice.address(), below, language())
    return sha256(repr((*seen, asset("graph.js"))).encode()).hexdigest()[:32]
