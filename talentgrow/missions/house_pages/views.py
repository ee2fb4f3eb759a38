"""HR sets rules and themes; everybody reads the page of a theme."""

from flask import Blueprint

from talentgrow.missions.house_pages import rule_views, theme_views

bp = Blueprint("mission_house", __name__, template_folder="../templates")
bp.register_blueprint(rule_views.bp)
bp.register_blueprint(theme_views.bp)
