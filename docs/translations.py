"""Collect every string of the pages and rules into the French catalogue.

python -m docs.translations

What was translated is kept, what is gone is dropped, what is new waits for its French.
"""

import ast
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "talentgrow"
CATALOGUE = PACKAGE / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None}


def collect() -> Catalog:
    """Return a catalogue of every string, each with the files it stands in."""
    catalogue = Catalog(locale="fr", project="TalentGrow", fuzzy=False)
    for file, _line, message, _comments, context in extract_from_dir(
        PACKAGE, METHODS, OPTIONS, KEYWORDS
    ):
        # Without line numbers a moved line changes nothing here.
        catalogue.add(message, locations=[(file, 0)], context=context)
    for file, sentence in _sentences_of_rules():
        catalogue.add(sentence, locations=[(file, 0)])
    return catalogue


def _sentences_of_rules() -> list[tuple[str, str]]:
    """Return the first line of each permission rule: it is what a refusal says."""
    found = []
    for path in sorted(PACKAGE.rglob("policy.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                sentence = (ast.get_docstring(node) or "").partition("\n")[0]
                found.append((str(path.relative_to(PACKAGE)), sentence))
    return found


def main() -> int:
    """Bring the catalogue up to date and say how many strings wait for French."""
    fresh = collect()
    if CATALOGUE.exists():
        known = read_po(BytesIO(CATALOGUE.read_bytes()), locale="fr")
        # A new date for the same strings would change the file for nothing.
        fresh.creation_date = known.creation_date
        for message in fresh:
            old = known.get(message.id) if message.id else None
            if old is not None:
                message.string = old.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, sort_output=True, no_location=False, include_lineno=False, width=100)
    for message in fresh:
        texts = [message.string] if isinstance(message.string, str) else message.string
        if message.id and not (texts and all(texts)):
            sys.stdout.write(f"no French: {message.id}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
