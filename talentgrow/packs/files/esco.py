"""The files of ESCO, as downloaded and in a reduced form, known by their headings; pure.

The European Commission gives out one archive a language: occupations_en.csv, skills_en.csv,
occupationSkillRelations_en.csv, ISCOGroups_en.csv. The reduced form numbers occupations and
skills and holds English and French side by side.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from talentgrow.kernel.localized import LOCALES, Localized
from talentgrow.packs.files.archives import Reason, UnreadablePack
from talentgrow.packs.files.names import ISCO_GROUPS
from talentgrow.packs.files.tables import LONGEST_LABEL, Row, Table, description, label
from talentgrow.packs.pack import Group, Pack, PackJob, PackSkill

SCHEME = "esco"
BASE = "http://data.europa.eu/esco"
MOST_OTHER_TITLES = 30
_URI = re.compile(r"https?://data\.europa\.eu/esco/[\w./-]{1,200}")
_UUID = re.compile(r"[0-9a-f-]{8,40}")
_UNIT = re.compile(r"C?(\d{4})")
_GROUP = re.compile(r"C?(\d{1,2})")
_LANGUAGE = re.compile(r"_([a-z]{2})(?:\.csv)?$", re.IGNORECASE)
_VERSION = re.compile(r"(?:\bv(\d+\.\d+(?:\.\d+)?)|esco_?(\d)(\d)(\d))", re.IGNORECASE)

Taking = Callable[[Row], bool]


@dataclass
class Concept:
    """An occupation or a skill as far as it is known: its words by language."""

    sort: str = ""
    words: dict[str, str] = field(default_factory=dict)
    longer: dict[str, str] = field(default_factory=dict)
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> Localized:
        """Return the label in both languages, "" where there is none."""
        return Localized(self.words.get("fr", ""), self.words.get("en", ""))

    @property
    def text(self) -> Localized:
        """Return the description in both languages."""
        return Localized(self.longer.get("fr", ""), self.longer.get("en", ""))


class EscoFiles:
    """What the tables said so far; `take` one after the other, then ask for the pack."""

    def __init__(self) -> None:
        self.version = ""
        self.occupations: dict[str, Concept] = defaultdict(Concept)
        self.skills: dict[str, Concept] = defaultdict(Concept)
        self.group_names: dict[str, dict[str, str]] = defaultdict(dict)
        self.numbers: dict[str, str] = {}
        self.links: dict[tuple[str, str], bool] = {}
        self.lines_left_aside = 0

    def take(self, table: Table) -> bool:
        """Read a table of ESCO in English or French; tell whether it is one."""
        language = _language(table.name)
        reader = self._reader(table, language) if language in LOCALES else None
        if reader is None:
            return False
        self.version = self.version or _version(table.name)
        for row in table.rows:
            if not row or not reader(row):
                self.lines_left_aside += 1
        return True

    def _reader(self, table: Table, language: str) -> Taking | None:
        known: list[tuple[bool, Taking]] = [
            (
                table.has("concepturi", "preferredlabel", "iscogroup"),
                lambda row: self._concept(row, self.occupations, language=language),
            ),
            (
                table.has("concepturi", "preferredlabel", "skilltype"),
                lambda row: self._concept(row, self.skills, language=language),
            ),
            (table.has("occupationuri", "relationtype", "skilluri"), self._link),
            (
                table.has("concepturi", "preferredlabel", "code") and not table.has("status"),
                lambda row: self._group(row, language),
            ),
            (
                table.has("concepttype", "concepturi", "preferredlabel", "code"),
                lambda row: self._group(row, language),
            ),
            (
                table.has("id", "uuid", "iscogroup", "label_en"),
                lambda row: self._numbered(row, self.occupations, "occupation"),
            ),
            (
                table.has("id", "uuid", "skilltype", "label_en"),
                lambda row: self._numbered(row, self.skills, "skill"),
            ),
            (set(table.headings) == {"o", "s", "e"}, self._numbered_link),
        ]
        return next((reader for is_it, reader in known if is_it), None)

    def _concept(self, row: Row, kept: dict[str, Concept], *, language: str) -> bool:
        uri, words = row["concepturi"].strip(), label(row["preferredlabel"])
        if not _URI.fullmatch(uri) or not words:
            return False
        concept = kept[uri]
        concept.sort = (row.get("iscogroup") or row.get("skilltype") or concept.sort).strip()
        concept.words.setdefault(language, words)
        concept.longer.setdefault(language, description(row.get("description", "")))
        if kept is self.occupations:
            concept.others[language] = _others(row.get("altlabels", ""))
        return True

    def _numbered(self, row: Row, kept: dict[str, Concept], what: str) -> bool:
        uuid, english = row["uuid"].strip().lower(), label(row["label_en"])
        french = label(row.get("label_fr", ""))
        if not _UUID.fullmatch(uuid) or not (english or french):
            return False
        uri = f"{BASE}/{what}/{uuid}"
        self.numbers[f"{what}:{row['id'].strip()}"] = uri
        concept = kept[uri]
        concept.sort = (row.get("iscogroup") or row.get("skilltype") or "").strip()
        for language, words in (("en", english), ("fr", french)):
            if words:
                concept.words.setdefault(language, words)
        return True

    def _group(self, row: Row, language: str) -> bool:
        if row.get("concepttype", "ISCOGroup").lower() != "iscogroup":
            return True
        found, name = _GROUP.fullmatch(row["code"].strip()), label(row["preferredlabel"])
        if found and name:
            self.group_names[found[1]].setdefault(language, name)
        return True

    def _link(self, row: Row) -> bool:
        occupation, skill = row["occupationuri"].strip(), row["skilluri"].strip()
        said = row["relationtype"].strip().lower()
        if said not in {"essential", "optional"}:
            return False
        self._join(occupation, skill, is_essential=said == "essential")
        return True

    def _numbered_link(self, row: Row) -> bool:
        # Numbers may be known only later: they are looked up when everything is read.
        occupation, skill = f"occupation:{row['o'].strip()}", f"skill:{row['s'].strip()}"
        self._join(occupation, skill, is_essential=row["e"].strip() == "1")
        return True

    def _join(self, occupation: str, skill: str, *, is_essential: bool) -> None:
        self.links[occupation, skill] = self.links.get((occupation, skill), False) or is_essential

    def pack(self) -> Pack:
        """Put the tables together.

        :raises UnreadablePack: there are no jobs, or skills without links, or links without skills
        """
        if not self.occupations:
            raise UnreadablePack(Reason.NO_JOBS, SCHEME)
        if self.links and not self.skills:
            raise UnreadablePack(Reason.NO_SKILLS, SCHEME)
        if self.skills and not self.links:
            raise UnreadablePack(Reason.NO_LINKS, SCHEME)
        links = self._known_links()
        uris = sorted(uri for uri, concept in self.occupations.items() if _unit(concept))
        asked = sorted({skill for _occupation, skill in links})
        return Pack(
            scheme=SCHEME,
            version=self.version,
            groups=self._groups(uris),
            jobs=tuple(self._packed_job(uri) for uri in uris),
            skills=tuple(self._packed_skill(uri) for uri in asked),
            needs=_needs(links, uris, {uri: place for place, uri in enumerate(asked)}),
            moves=(),
            lines_left_aside=self.lines_left_aside + len(self.occupations) - len(uris),
        )

    def _known_links(self) -> dict[tuple[str, str], bool]:
        found = {}
        for (occupation, skill), is_essential in self.links.items():
            ends = (
                self.numbers.get(occupation, occupation),
                self.numbers.get(skill, skill),
            )
            if ends[0] in self.occupations and ends[1] in self.skills:
                found[ends] = is_essential
            else:
                self.lines_left_aside += 1
        return found

    def _packed_job(self, uri: str) -> PackJob:
        concept = self.occupations[uri]
        unit = _unit(concept)
        return PackJob(
            code=uri,
            group=unit[:2],
            unit=unit,
            title=concept.name,
            description=concept.text,
            other_fr=concept.others.get("fr", ()),
            other_en=concept.others.get("en", ()),
        )

    def _packed_skill(self, uri: str) -> PackSkill:
        concept = self.skills[uri]
        kind = "knowledge" if concept.sort == "knowledge" else "know_how"
        return PackSkill(uri, kind, concept.name, concept.text)

    def _groups(self, uris: list[str]) -> tuple[Group, ...]:
        codes = {_unit(self.occupations[uri])[:2] for uri in uris}
        first = [Group(code, self._name(code)) for code in sorted({code[0] for code in codes})]
        return (*first, *(Group(code, self._name(code), code[0]) for code in sorted(codes)))

    def _name(self, code: str) -> Localized:
        read, ours = self.group_names[code], ISCO_GROUPS.get(code, Localized(code, ""))
        return Localized(ours.fr or read.get("fr", ""), ours.en or read.get("en", ""))


def _needs(
    links: dict[tuple[str, str], bool], uris: list[str], skills: dict[str, int]
) -> tuple[tuple[tuple[int, bool], ...], ...]:
    needs: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for (occupation, skill), is_essential in links.items():
        needs[occupation].append((skills[skill], is_essential))
    return tuple(tuple(sorted(needs.get(uri, ()))) for uri in uris)


def _unit(concept: Concept) -> str:
    found = _UNIT.fullmatch(concept.sort)
    return found[1] if found else ""


def _others(text: str) -> tuple[str, ...]:
    found = (label(line) for line in text[: LONGEST_LABEL * 100].splitlines())
    return tuple(words for words in found if words)[:MOST_OTHER_TITLES]


def _language(name: str) -> str:
    """Return the language of an official file by its name; English where it does not say."""
    found = _LANGUAGE.search(name)
    return found[1].lower() if found else "en"


def _version(name: str) -> str:
    found = _VERSION.search(name)
    if found is None:
        return ""
    return found[1] or ".".join(found.groups()[1:])
