"""Write docs/generated from the code, or with --check say whether it is stale.

python -m docs.build [--check]
"""

import sys
import tempfile
from dataclasses import fields
from pathlib import Path

from talentgrow import create_app
from talentgrow.config import Settings, variable_of
from talentgrow.imports.states import IMPORT_FLOW
from talentgrow.kernel.access import RULES
from talentgrow.kernel.workflow import Workflow
from talentgrow.missions.states import APPLICATION_FLOW, MISSION_FLOW
from talentgrow.mobility.states import PATH_FLOW
from talentgrow.nominations import states as nominations
from talentgrow.shadowing import states as shadowing
from talentgrow.skills.states import ENDORSEMENT_FLOW

FOLDER = Path(__file__).parent / "generated"
FLOWS: dict[str, Workflow] = {
    "Mission (`talentgrow/missions/states.py`)": MISSION_FLOW,
    "Request for a colleague’s word (`talentgrow/skills/states.py`)": ENDORSEMENT_FLOW,
    "Application (`talentgrow/missions/states.py`)": APPLICATION_FLOW,
    "Campaign (`talentgrow/nominations/states.py`)": nominations.CAMPAIGN_FLOW,
    "Nomination (`talentgrow/nominations/states.py`)": nominations.NOMINATION_FLOW,
    "Candidacy (`talentgrow/nominations/states.py`)": nominations.CANDIDACY_FLOW,
    "Calibration session (`talentgrow/nominations/states.py`)": nominations.SESSION_FLOW,
    "Pool membership (`talentgrow/nominations/states.py`)": nominations.MEMBERSHIP_FLOW,
    "Approach (`talentgrow/nominations/states.py`)": nominations.APPROACH_FLOW,
    "Offer to visit (`talentgrow/shadowing/states.py`)": shadowing.OFFER_FLOW,
    "Visit (`talentgrow/shadowing/states.py`)": shadowing.VISIT_FLOW,
    "Exchange (`talentgrow/shadowing/states.py`)": shadowing.EXCHANGE_FLOW,
    "Round (`talentgrow/shadowing/states.py`)": shadowing.ROUND_FLOW,
    "Import (`talentgrow/imports/states.py`)": IMPORT_FLOW,
    "Saved path (`talentgrow/mobility/states.py`)": PATH_FLOW,
}
NOTE = "<!-- Written by `make docs` from the code: change the code, not this page. -->\n\n"


def permissions() -> str:
    """Return who may do what: one line a rule."""
    lines = ["# Who may do what\n", "| Rule | Allows |", "|---|---|"]
    lines += [
        f"| `{name}` | {(rule.__doc__ or '').partition(chr(10))[0]} |"
        for name, rule in sorted(RULES.items())
    ]
    return "\n".join(lines) + "\n"


def workflows() -> str:
    """Return the life of each kind of record as a drawing."""
    parts = ["# Lives of records\n"]
    for title, flow in FLOWS.items():
        steps = [
            f"    {source} --> {step.target}: {step.name}"
            for step in flow.transitions.values()
            for source in sorted(step.sources)
        ]
        parts.append(f"## {title}\n\n```mermaid\nstateDiagram-v2\n" + "\n".join(steps) + "\n```\n")
    return "\n".join(parts)


def settings() -> str:
    """Return every setting with its variable, default and meaning."""
    lines = ["# Settings\n", "| Variable | Default | Meaning |", "|---|---|---|"]
    for item in fields(Settings):
        default = f"`{item.default}`" if item.default != "" else "(empty)"
        lines.append(f"| `{variable_of(item.name)}` | {default} | {item.metadata['meaning']} |")
    return "\n".join(lines) + "\n"


PAGES = {"permissions.md": permissions, "workflows.md": workflows, "settings.md": settings}


def main(arguments: list[str]) -> int:
    """Write the pages; with --check write nothing and return 1 when one is stale."""
    with tempfile.TemporaryDirectory() as instance:
        # Building the application registers every rule.
        create_app(Settings(secret_key="k" * 40, instance=instance))
    stale = []
    for name, content in PAGES.items():
        path = FOLDER / name
        text = NOTE + content()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if "--check" in arguments and stale:
        sys.stderr.write(f"docs/generated is stale ({', '.join(stale)}): run `make docs`.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
