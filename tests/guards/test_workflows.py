"""A status changes in one place, and every step says who may take it."""

import ast

from talentgrow.imports.states import IMPORT_FLOW
from talentgrow.kernel.access import RULES
from talentgrow.missions.states import APPLICATION_FLOW, MISSION_FLOW
from talentgrow.mobility.states import PATH_FLOW
from talentgrow.nominations import states as nominations
from talentgrow.shadowing import states as shadowing
from talentgrow.skills.states import ENDORSEMENT_FLOW
from tests.guards.source import FILES, name_of, tree

FLOWS = {
    "applications": APPLICATION_FLOW,
    "approaches": nominations.APPROACH_FLOW,
    "campaigns": nominations.CAMPAIGN_FLOW,
    "candidacies": nominations.CANDIDACY_FLOW,
    "claims": ENDORSEMENT_FLOW,
    "imports": IMPORT_FLOW,
    "missions": MISSION_FLOW,
    "mobility": PATH_FLOW,
    "nominations": nominations.NOMINATION_FLOW,
    "pool_members": nominations.MEMBERSHIP_FLOW,
    "sessions": nominations.SESSION_FLOW,
    "offers": shadowing.OFFER_FLOW,
    "visits": shadowing.VISIT_FLOW,
    "exchanges": shadowing.EXCHANGE_FLOW,
    "rounds": shadowing.ROUND_FLOW,
}
ONLY_BY_THE_SYSTEM = {
    "applications.ask_manager",
    "applications.forward",
    "applications.start",
    "applications.call_off",
    "applications.expire",
    "campaigns.open",
    "campaigns.close",
    "candidacies.give_back",
    "candidacies.review",
    "candidacies.take_back",
    "candidacies.join_pool",
    "candidacies.leave_pool",
    "candidacies.nominate_again",
    "candidacies.lapse",
    "nominations.lapse",
    "pool_members.expire",
    "offers.fill",
    "offers.free",
    "visits.ask_one_way",
    "visits.lose",
    "visits.ask_managers",
    "visits.close",
    "visits.expire",
    "exchanges.confirm",
    "exchanges.break_up",
    "exchanges.finish",
    "rounds.finish",
    "missions.start",
    "missions.end",
    "claims.expire_endorsement",
    "imports.find_sound",
    "imports.refuse",
    "imports.finish",
    "imports.fail",
}


def test_status_is_assigned_in_one_place():
    places = {
        name_of(path)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "status"
    }

    assert places == {"talentgrow/audit/service.py"}


def test_every_step_has_a_rule(app):
    steps = {f"{feature}.{step}" for feature, flow in FLOWS.items() for step in flow.transitions}

    assert steps - ONLY_BY_THE_SYSTEM <= RULES.keys()
