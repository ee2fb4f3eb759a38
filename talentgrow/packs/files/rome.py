"""The files of the ROME, of version 3 and version 4, known by their headings; pure.

France Travail publishes one CSV a table ("unix_referentiel_code_rome_v461_utf8.csv" and so on).
Version 3 types its ways between jobs, version 4 puts them in order; version 4 may say which skills
are at the heart of a job.
"""

import re
from collections import defaultdict
from collections.abc import Callable

from talentgrow.kernel.localized import Localized
from talentgrow.kernel.text import search_key
from talentgrow.packs.files.archives import Reason, UnreadablePack
from talentgrow.packs.files.names import ROME_DOMAINS
from talentgrow.packs.files.tables import Row, Table, description, label
from talentgrow.packs.pack import Group, Move, Pack, PackJob, PackSkill

SCHEME = "rome"
JOB_CODE = re.compile(r"[A-Z]\d{4}")
SKILL_CODE = re.compile(r"\d{1,12}")
# Of the links of version 4, block 5 holds skills, in three parts.
SKILL_BLOCK = "5"
KIND_OF_PART = {"1": "know_how", "2": "behaviour", "3": "knowledge"}
KIND_OF_CODE = {"1": "knowledge", "2": "know_how"}
MOST_OTHER_TITLES = 60
_VERSION = re.compile(r"(?:_v|rome_?)(\d)(\d{2})(?:_|\.|$)", re.IGNORECASE)
_VERSION_LINE = re.compile(r"num[eé]ro de version\s*:\s*(\d{1,3})", re.IGNORECASE)


class RomeFiles:
    """What the tables said so far; `take` one after the other, then ask for the pack."""

    def __init__(self) -> None:
        self.version = ""
        self.titles: dict[str, str] = {}
        self.other_titles: dict[str, list[str]] = defaultdict(list)
        self.definitions: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.area_names: dict[str, str] = {}
        self.skills: dict[str, tuple[str, str]] = {}
        self.kinds: dict[str, str] = {}
        self.contexts: set[str] = set()
        self.links: dict[tuple[str, str], bool] = {}
        self.weighed: dict[tuple[str, str], bool] = {}
        self.moves: dict[tuple[str, str], tuple[int, str]] = {}
        self.lines_left_aside = 0

    def take(self, table: Table) -> bool:
        """Read a table of the ROME; tell whether it is one."""
        reader = self._reader(table)
        if reader is None:
            return False
        self.version = self.version or _version(table.name)
        for row in table.rows:
            if not row or not reader(row):
                self.lines_left_aside += 1
        return True

    def take_version(self, text: str) -> bool:
        """Read the note on the version which lies beside the tables of version 4."""
        found = _VERSION_LINE.search(text)
        if found is None:
            return False
        self.version = f"4.0 v{found[1]}"
        return True

    def _reader(self, table: Table) -> Callable[[Row], bool] | None:
        """Return what reads the rows of a table; the order tells similar tables apart."""
        begins_with_job = table.headings[:1] == ("code_rome",)
        known: list[tuple[bool, Callable[[Row], bool]]] = [
            (table.has("code_rome", "code_rome_cible"), self._move),
            (table.has("code_rome", "libelle_appellation_long"), self._other_title),
            (begins_with_job and table.has("libelle_rome"), self._job),
            (table.has("code_rome", "libelle_texte"), self._definition),
            (begins_with_job and table.has("code_ogr"), self._link),
            (table.has("code_rome"), self._nothing),
            (table.has("libelle_grand_domaine") or _is_area(table), self._area),
            (table.has("code_ogr_savoir", "libelle_savoir"), self._skill),
            (table.has("code_ogr") and _is_context(table), self._context),
            (table.has("code_ogr") and _is_skill(table), self._skill),
        ]
        reader = next((reader for is_it, reader in known if is_it), None)
        return None if reader == self._nothing else reader

    def _nothing(self, _row: Row) -> bool:
        return True

    def _job(self, row: Row) -> bool:
        code, title = row["code_rome"].strip(), label(row["libelle_rome"])
        if not JOB_CODE.fullmatch(code) or not title:
            return False
        self.titles.setdefault(code, title)
        self._area(row)
        return True

    def _area(self, row: Row) -> bool:
        for level in ("grand_domaine", "domaine_professionnel", "domaine_professionel"):
            code, name = row.get(f"code_{level}", ""), label(row.get(f"libelle_{level}", ""))
            if code.strip() and name:
                self.area_names.setdefault(code.strip(), name)
        return True

    def _other_title(self, row: Row) -> bool:
        title = label(row["libelle_appellation_long"])
        if row.get("peu_usite", "") != "O" and title:
            self.other_titles[row["code_rome"].strip()].append(title)
        return bool(title)

    def _definition(self, row: Row) -> bool:
        if search_key(row.get("libelle_type_texte", "definition")) == "definition":
            place = row.get("position_phrase", "") or row.get("position_libelle_txt", "")
            number = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 0
            self.definitions[row["code_rome"].strip()].append((number, row["libelle_texte"]))
        return True

    def _skill(self, row: Row) -> bool:
        code = (row.get("code_ogr") or row.get("code_ogr_savoir", "")).strip()
        words, kind = _words_and_kind(row)
        if not SKILL_CODE.fullmatch(code) or not words:
            return False
        if kind == "context":
            self.contexts.add(code)
        elif code not in self.skills or (kind and not self.skills[code][1]):
            self.skills[code] = (words, kind)
        return True

    def _context(self, row: Row) -> bool:
        self.contexts.add(row["code_ogr"].strip())
        return True

    def _link(self, row: Row) -> bool:
        job, skill = row["code_rome"].strip(), row["code_ogr"].strip()
        part = row.get("code_rubrique", "").strip()
        if "code_rubrique" in row and row.get("code_compo_bloc", SKILL_BLOCK) != SKILL_BLOCK:
            return True
        if part in KIND_OF_PART:
            self.kinds[skill] = KIND_OF_PART[part]
        heart = search_key(row.get("coeur_metier", ""))
        if heart:
            self.weighed[job, skill] = heart.startswith(("princip", "o", "1"))
        self.links.setdefault((job, skill), True)
        return bool(JOB_CODE.fullmatch(job))

    def _move(self, row: Row) -> bool:
        # Version 3 also has ways between single titles, which are no ways between jobs.
        if row.get("code_appellation_source") or row.get("code_appellation_cible"):
            return True
        source, target = row["code_rome"].strip(), row["code_rome_cible"].strip()
        said = search_key(row.get("type") or row.get("libelle_type_mobilite") or "")
        evolves = said.startswith("evolution") or row.get("code_type_mobilite") == "2"
        place = row.get("numero_ordre", "").strip()
        order = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 0
        if source == target:
            return False
        self.moves.setdefault((source, target), (order, "evolution" if evolves else "close"))
        return True

    def pack(self) -> Pack:
        """Put the tables together.

        :raises UnreadablePack: there are no jobs, or skills without links, or links without skills
        """
        if not self.titles:
            raise UnreadablePack(Reason.NO_JOBS, SCHEME)
        if self.links and not self.skills:
            raise UnreadablePack(Reason.NO_SKILLS, SCHEME)
        if self.skills and not self.links:
            raise UnreadablePack(Reason.NO_LINKS, SCHEME)
        codes = sorted(self.titles)
        places = {code: place for place, code in enumerate(codes)}
        asked = sorted({skill for _job, skill in self.links if self._is_skill(skill)}, key=int)
        return Pack(
            scheme=SCHEME,
            version=self.version,
            groups=self._groups(codes),
            jobs=tuple(self._packed_job(code) for code in codes),
            skills=tuple(self._packed_skill(code) for code in asked),
            needs=self._needs(codes, {code: place for place, code in enumerate(asked)}),
            moves=self._moves(places),
            lines_left_aside=self.lines_left_aside,
        )

    def _is_skill(self, code: str) -> bool:
        return code in self.skills and code not in self.contexts

    def _packed_job(self, code: str) -> PackJob:
        sentences = [words for _place, words in sorted(self.definitions.get(code, ()))]
        title = self.titles[code]
        return PackJob(
            code=code,
            group=code[:3],
            unit=code[:3],
            title=Localized(title, ""),
            description=Localized(description(" ".join(sentences)), ""),
            other_fr=tuple(other for other in self.other_titles.get(code, ()) if other != title)[
                :MOST_OTHER_TITLES
            ],
        )

    def _packed_skill(self, code: str) -> PackSkill:
        words, kind = self.skills[code]
        return PackSkill(code, self.kinds.get(code) or kind or "know_how", Localized(words, ""))

    def _groups(self, codes: list[str]) -> tuple[Group, ...]:
        letters = sorted({code[0] for code in codes})
        first = [Group(letter, self._domain(letter)) for letter in letters]
        second = [
            Group(area, Localized(self.area_names.get(area, area), ""), area[0])
            for area in sorted({code[:3] for code in codes})
        ]
        return (*first, *second)

    def _domain(self, letter: str) -> Localized:
        """Return the name of a first letter: the file's own where it has one, with our English."""
        ours = ROME_DOMAINS.get(letter, Localized(letter, ""))
        return Localized(self.area_names.get(letter) or ours.fr, ours.en)

    def _needs(
        self, codes: list[str], skills: dict[str, int]
    ) -> tuple[tuple[tuple[int, bool], ...], ...]:
        needs: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        # A job of which no skill is marked asks for all of them.
        marked = {job for (job, _skill), is_heart in self.weighed.items() if is_heart}
        for job, skill in self.links:
            if skill in skills:
                is_heart = job not in marked or self.weighed.get((job, skill), False)
                needs[job].append((skills[skill], is_heart))
        return tuple(tuple(sorted(needs.get(code, ()))) for code in codes)

    def _moves(self, places: dict[str, int]) -> tuple[Move, ...]:
        known = [
            (places[source], order, places[target], kind)
            for (source, target), (order, kind) in self.moves.items()
            if source in places and target in places
        ]
        return tuple(Move(source, target, kind) for source, _order, target, kind in sorted(known))


def _version(name: str) -> str:
    found = _VERSION.search(name)
    if found is None:
        return ""
    return f"4.0 v{found[2]}" if found[1] == "4" else f"{found[1]}.{found[2]}"


def _is_area(table: Table) -> bool:
    return table.has("code_domaine_professionnel", "libelle_domaine_professionnel")


def _is_context(table: Table) -> bool:
    return any(name.startswith(("libelle_env", "libelle_contexte")) for name in table.headings)


def _is_skill(table: Table) -> bool:
    return any(table.has(name) for name in ("libelle", "libelle_competence", "libelle_activite"))


def _words_and_kind(row: Row) -> tuple[str, str]:
    """Return the label of a skill and its kind: "context" for what is none, "" if unknown."""
    if "libelle_savoir" in row:
        return label(row["libelle_savoir"]), "knowledge"
    if "libelle_activite" in row:
        return label(row["libelle_activite"]), "know_how"
    words = label(row.get("libelle_competence") or row.get("libelle", ""))
    if row.get("code_type_competence", "") in KIND_OF_CODE:
        return words, KIND_OF_CODE[row["code_type_competence"]]
    said = row.get("type") or row.get("libelle_type_competence") or row.get("nature") or ""
    return words, _kind(search_key(said).replace("-", " "))


def _kind(said: str) -> str:
    if said.startswith(("environnement", "contexte")):
        return "context"
    if "savoir etre" in said:
        return "behaviour"
    if "savoir faire" in said:
        return "know_how"
    return "knowledge" if said.startswith("savoir") else ""
