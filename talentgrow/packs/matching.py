"""Find the jobs of a pack which are closest to a title; pure.

Titles are compared by their words: without accents, gender, plural and joining words, the rare
ones counting most (TF-IDF, cosine). The beginnings of words count a little, so that "Comptable"
finds "Comptabilité". Where too few titles are close, jobs follow whose skills hold the words.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from talentgrow.kernel.localized import LOCALES, Localized
from talentgrow.kernel.text import search_key
from talentgrow.packs.pack import Pack, PackJob

# Beginnings of words count a little: so many letters, so much.
BEGINNINGS = ((4, 0.3), (5, 0.3))
# A job's own title comes before another title of another job that says the same.
WEIGHT_OF_OTHER_TITLE = 0.95
LOWEST_SCORE = 0.1
_WORD = re.compile(r"[a-z0-9+#]+")
_JOINING = frozenset(
    {"a", "au", "aux", "avec", "chez", "d", "dans", "de", "des", "du", "en", "et", "h", "f", "l"}
    | {"la", "le", "les", "ou", "par", "pour", "s", "sans", "sur", "un", "une"}
    | {"an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
)
# Feminine and masculine endings of French job titles, the longest first.
_ENDINGS = (
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("ieres", "ier"),
    ("iere", "ier"),
    ("iennes", "ien"),
    ("ienne", "ien"),
    ("eres", "er"),
    ("ere", "er"),
    ("ives", "if"),
    ("ive", "if"),
    ("elles", "el"),
    ("elle", "el"),
    ("ees", "e"),
    ("ee", "e"),
    ("eaux", "eau"),
    ("aux", "al"),
    ("ales", "al"),
    ("ale", "al"),
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("x", ""),
    ("e", ""),
)
SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A job of the pack: its place, how close it is (0 to 1), its title and the words in common.

    The title is empty where the words are in its skills.
    """

    place: int
    score: float
    title: str
    words: tuple[str, ...]


def stem(word: str) -> str:
    """Return a word without gender and plural.

    >>> {stem(word) for word in ("directeur", "directrice", "directrices", "directeurs")}
    {'directeur'}
    >>> stem("chargee") == stem("charges"), stem("bus")
    (True, 'bus')
    """
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return (word[: -len(ending)] + instead).rstrip("e") or word
    return word


def words(text: str) -> list[str]:
    """Return the words of a title that say something, as they are written.

    >>> words("Chargé d’études / Chargée d’études")
    ['charge', 'etudes', 'chargee', 'etudes']
    """
    return [word for word in _WORD.findall(search_key(text)) if word not in _JOINING]


def features(text: str) -> dict[str, float]:
    """Return what a title is compared by, with the weight of each."""
    found: dict[str, float] = {}
    for word in words(text):
        root = stem(word)
        found[root] = 1.0
        found |= {f"{root[:size]}…": weight for size, weight in BEGINNINGS if len(root) > size}
    return found


class Index:
    """The titles of a pack, ready to be compared with."""

    def __init__(self, pack: Pack) -> None:
        self.places: list[int] = []
        self.titles: list[str] = []
        self.languages: list[str] = []
        rows: list[dict[str, float]] = []
        weights: list[float] = []
        for place, job in enumerate(pack.jobs):
            for language, title, weight in _titles(job):
                self.places.append(place)
                self.titles.append(title)
                self.languages.append(language)
                weights.append(weight)
                rows.append(features(title))
        self._vocabulary = {name: column for column, name in enumerate(_in_order(rows))}
        self._rarity = self._rarities(rows, len(pack.jobs))
        self._matrix = self._weighed(rows, np.array(weights))
        self._skills = SkillIndex(pack)

    def _rarities(self, rows: Sequence[dict[str, float]], jobs: int) -> np.ndarray:
        """Return how rare each feature is: in how many jobs, not titles, it occurs."""
        seen: Counter[str] = Counter()
        for name, _place in {
            (name, place) for row, place in zip(rows, self.places, strict=True) for name in row
        }:
            seen[name] += 1
        counts = np.array([seen[name] for name in self._vocabulary], dtype=float)
        return np.log((1 + jobs) / (1 + counts)) + 1

    def _weighed(self, rows: Sequence[dict[str, float]], weights: np.ndarray) -> sparse.csr_matrix:
        columns = [self._vocabulary[name] for row in rows for name in row]
        values = np.array([value for row in rows for value in row.values()], dtype=float)
        starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
        values *= self._rarity[columns] if columns else 1
        matrix = sparse.csr_matrix(
            (values, columns, starts), shape=(len(rows), len(self._vocabulary))
        )
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        scale = sparse.diags_array(weights / np.where(lengths > 0, lengths, 1))
        return sparse.csr_matrix(scale @ matrix)

    def closest(self, title: Localized, most: int = 5) -> list[Match]:
        """Return the jobs whose titles are closest, at most `most`, the closest first."""
        found: dict[int, Match] = {}
        asked = [text for text in dict.fromkeys((title.fr, title.en)) if text]
        for text in asked:
            for match in self._closest(text, most):
                if match.place not in found or match.score > found[match.place].score:
                    found[match.place] = match
        titled = sorted(found.values(), key=lambda match: (-match.score, match.place))[:most]
        skilled = self._skills.closest(asked, most) if len(titled) < most else []
        return titled + [one for one in skilled if one.place not in found][: most - len(titled)]

    def _closest(self, text: str, most: int) -> Iterable[Match]:
        wanted = features(text)
        query = np.zeros(len(self._vocabulary))
        for name, value in wanted.items():
            if name in self._vocabulary:
                query[self._vocabulary[name]] = value * self._rarity[self._vocabulary[name]]
        length = float(np.linalg.norm(query))
        if not length:
            return
        scores = self._matrix @ (query / length)
        seen: set[int] = set()
        # Many titles may belong to one job: stable, so that equal ones keep the pack's order.
        for row in np.argsort(-scores, kind="stable"):
            if scores[row] < LOWEST_SCORE or len(seen) >= most:
                return
            if self.places[row] not in seen:
                seen.add(self.places[row])
                yield self._match(int(row), float(scores[row]), text)

    def _match(self, row: int, score: float, text: str) -> Match:
        title = self.titles[row]
        return Match(self.places[row], min(score, 1.0), title, _shared(text, title))


class SkillIndex:
    """In how many skills of each job a word occurs."""

    def __init__(self, pack: Pack) -> None:
        self.jobs_with: dict[str, dict[int, int]] = {}
        self.jobs = max(1, len(pack.jobs))
        roots = [
            {stem(word) for text in (skill.name.fr, skill.name.en) for word in words(text)}
            for skill in pack.skills
        ]
        for place, needs in enumerate(pack.needs):
            for skill_place, _is_essential in needs:
                for root in roots[skill_place]:
                    counts = self.jobs_with.setdefault(root, {})
                    counts[place] = counts.get(place, 0) + 1

    def closest(self, texts: Iterable[str], most: int) -> list[Match]:
        """Return the jobs whose skills say the words most often, rare words first."""
        scores: dict[int, float] = defaultdict(float)
        shared: dict[int, list[str]] = {}
        asked = {stem(word): word for text in texts for word in words(text)}
        for root, word in sorted(asked.items()):
            counts = self.jobs_with.get(root, {})
            rarity = math.log((1 + self.jobs) / (1 + len(counts)))
            for place, count in counts.items():
                scores[place] += rarity * math.log1p(count)
                shared.setdefault(place, []).append(word)
        best = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:most]
        return [
            Match(place, LOWEST_SCORE * score / best[0][1], "", tuple(shared[place]))
            for place, score in best
            if score > 0
        ]


def _titles(job: PackJob) -> Iterable[tuple[str, str, float]]:
    own = {job.title.fr, job.title.en} - {""}
    for language in LOCALES:
        title = job.title.fr if language == "fr" else job.title.en
        if title:
            yield language, title, 1.0
        for other in job.other_fr if language == "fr" else job.other_en:
            if other not in own:
                yield language, other, WEIGHT_OF_OTHER_TITLE


def _in_order(rows: Sequence[dict[str, float]]) -> list[str]:
    return sorted({name for row in rows for name in row})


def _shared(text: str, title: str) -> tuple[str, ...]:
    """Return the words of the found title that are also in the one asked for, in its spelling."""
    asked = features(text).keys()
    shown: dict[str, str] = {}
    for written in re.findall(r"[\w+#]+", title):
        for word in words(written):
            if features(word).keys() & asked:
                shown.setdefault(stem(word), written.lower())
    return tuple(shown.values())
