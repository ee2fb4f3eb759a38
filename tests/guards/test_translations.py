"""Every string has French, with the same placeholders and French typography."""

import re
from io import BytesIO

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from talentgrow.kernel.access import RULES
from tests.guards.source import PACKAGE, ROOT

METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
# A colon of a time, an address or a code is no French punctuation.
BARE_PUNCTUATION = re.compile(r"[^\s\u202f\u00a0!?…:/«](?=[;!?»])|[^\s\u202f\u00a0\d](?=:(?:\s|$))")


@pytest.fixture(scope="module")
def catalogue():
    path = PACKAGE / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(path.read_bytes()), locale="fr")


@pytest.fixture(scope="module")
def messages():
    found = {}
    for file, line, message, _comments, _context in extract_from_dir(
        PACKAGE, METHODS, {"**.html": {"silent": "false"}}, KEYWORDS
    ):
        found.setdefault(message, f"{file}:{line}")
    return found


def test_every_message_has_french(catalogue, messages):
    missing = {}
    for message, place in messages.items():
        key = message[0] if isinstance(message, tuple) else message
        entry = catalogue.get(key)
        texts = (
            entry.string if entry and isinstance(entry.string, tuple) else [entry and entry.string]
        )
        if not entry or not all(texts) or entry.fuzzy:
            missing[key] = place

    assert not missing, f"no French: {missing}"


def test_no_message_is_left_over(catalogue, messages):
    used = {message[0] if isinstance(message, tuple) else message for message in messages}
    rules = (ROOT / "talentgrow").rglob("policy.py")
    sentences = "\n".join(path.read_text() for path in rules)
    left = [
        entry.id if isinstance(entry.id, str) else entry.id[0]
        for entry in catalogue
        if entry.id
        and (entry.id if isinstance(entry.id, str) else entry.id[0]) not in used
        and (entry.id if isinstance(entry.id, str) else entry.id[0]) not in sentences
    ]

    assert not left


def test_placeholders_are_kept(catalogue):
    for entry in catalogue:
        if not entry.id:
            continue
        english = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        french = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        known = set(PLACEHOLDER.findall(" ".join(english)))
        for text in french:
            assert set(PLACEHOLDER.findall(text)) <= known, entry.id
        assert set(PLACEHOLDER.findall(" ".join(french))) >= known - {"num"}, entry.id


def test_french_typography(catalogue):
    wrong = {}
    for entry in catalogue:
        if not entry.id:
            continue
        for text in entry.string if isinstance(entry.string, tuple) else (entry.string,):
            bare = BARE_PUNCTUATION.search(text) or "'" in text or re.search(r" [;:!?»]|« ", text)
            if bare:
                wrong[text] = bare
    assert not wrong


def test_sentences_of_rules_have_french(app, catalogue):
    for rule in RULES.values():
        sentence = rule.__doc__.partition("\n")[0]
        assert catalogue.get(sentence) and catalogue.get(sentence).string, sentence
