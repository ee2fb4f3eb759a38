"""Find skills that look like one, from their words and codes alone: no database, no request."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import log
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from talentgrow.kernel.text import search_key


class Likeness(StrEnum):
    """Why two skills look like one, the surest reason first."""

    SAME_NAME = "same_name"
    SAME_CODE = "same_code"
    ALIAS = "alias"
    SAME_WORDS = "same_words"
    SPELLING = "spelling"
    SHARED_WORDS = "shared_words"


SURE = {
    Likeness.SAME_NAME: 100,
    Likeness.SAME_CODE: 98,
    Likeness.ALIAS: 96,
    Likeness.SAME_WORDS: 94,
}
# What a close spelling or shared words reach at most: less than any sure reason.
BEST_GUESS = 93
CLOSE_SPELLING = 90
CLOSE_IN_BOTH = 82
SHARED_WEIGHT = 0.72
# A word that stands in so many names says nothing about any two of them.
LARGEST_BLOCK = 150
CLOSE_WORD = 80
MOST_MISSPELT = 2
SHORTEST_MISSPELT = 5
_FRENCH = "a au aux avec d dans de des du en et l la le les ou par pour sur un une"
_ENGLISH = "an and as by for from in of on or the to with"
EMPTY_WORDS = frozenset(f"{_FRENCH} {_ENGLISH}".split())


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of one skill: its names, other words and codes in public catalogues."""

    id: int
    name_fr: str
    name_en: str
    aliases: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()


class Alike(NamedTuple):
    """Two skills, the smaller id first, why they look alike, and how surely out of 100."""

    one: int
    other: int
    why: Likeness
    detail: str
    score: int


def pairs(skills: Sequence[Words], *, limit: int) -> list[Alike]:
    """Return the pairs that look alike, the surest first, each for its surest reason.

    Only skills that share a rare word, a beginning or an end are compared by spelling, so that
    the cost grows with the number of skills and not with its square.
    """
    skills = sorted(skills, key=lambda skill: skill.id)
    found: dict[tuple[int, int], Alike] = {}
    for pair in (*_same_keys(skills), *_close_names(skills)):
        ends = (pair.one, pair.other)
        if ends not in found or found[ends].score < pair.score:
            found[ends] = pair
    ordered = sorted(found.values(), key=lambda pair: (-pair.score, pair.one, pair.other))
    return ordered[:limit]


def tokens(words: str) -> tuple[str, ...]:
    """Return the words that matter, without accents and plurals, in their order.

    >>> tokens("Gestion des Équipes"), tokens("gestion d’équipe")
    (('gestion', 'equipe'), ('gestion', 'equipe'))
    >>> tokens("C++"), tokens("C#")
    (('c++',), ('c#',))
    """
    found = re.findall(r"[^\W_]+[+#]*", search_key(words))
    kept = (word for word in found if word not in EMPTY_WORDS)
    return tuple(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in kept)


def code_key(code: str) -> str:
    """Return a code without what different writings of one address differ by.

    >>> code_key("HTTP://data.europa.eu/esco/skill/1A/")
    'data.europa.eu/esco/skill/1a'
    """
    return re.sub(r"^https?://", "", code.strip().casefold()).rstrip("/")


class _Called(NamedTuple):
    """A skill under one key: why two under the same key would look alike, and the text."""

    id: int
    why: Likeness
    text: str


def _same_keys(skills: Iterable[Words]) -> Iterator[Alike]:
    """Yield the pairs that have a name, a word or a code in common."""
    blocks: defaultdict[tuple[str, ...], list[_Called]] = defaultdict(list)
    for skill in skills:
        for key, called in _keys(skill):
            blocks[key].append(called)
    for members in blocks.values():
        for one, other in combinations(members, 2):
            if one.id != other.id:
                # An alias on either side makes the reason an alias.
                said = other if other.why is Likeness.ALIAS else one
                first, second = sorted((one.id, other.id))
                yield Alike(first, second, said.why, said.text, SURE[said.why])


def _keys(skill: Words) -> Iterator[tuple[tuple[str, ...], _Called]]:
    """Yield everything under which two skills would be one."""
    for name in sorted({skill.name_fr, skill.name_en}):
        if words := tokens(name):
            yield ("name", *words), _Called(skill.id, Likeness.SAME_NAME, name)
            yield ("words", *sorted(words)), _Called(skill.id, Likeness.SAME_WORDS, name)
    for alias in skill.aliases:
        if words := tokens(alias):
            yield ("name", *words), _Called(skill.id, Likeness.ALIAS, alias)
    for scheme, code in skill.codes:
        yield ("code", scheme, code_key(code)), _Called(skill.id, Likeness.SAME_CODE, code)


class _Name(NamedTuple):
    """One skill as spelling sees it: the words of both languages, and who published it."""

    id: int
    fr: tuple[str, ...]
    en: tuple[str, ...]
    schemes: frozenset[str]


def _close_names(skills: Iterable[Words]) -> Iterator[Alike]:
    """Yield the pairs whose names are spelt nearly alike or share their rare words."""
    names = [
        _Name(
            skill.id,
            tokens(skill.name_fr),
            tokens(skill.name_en) if skill.name_en != skill.name_fr else (),
            frozenset(scheme for scheme, _code in skill.codes),
        )
        for skill in skills
    ]
    weights = _weights(names)
    for one, other in _candidates(names, weights):
        # A public catalogue does not publish one skill twice.
        if one.schemes & other.schemes:
            continue
        spelt = _spelling(one, other)
        shared = 0.0 if spelt else _shared(one, other, weights)
        if spelt or shared:
            first, second = sorted((one.id, other.id))
            why = Likeness.SPELLING if spelt else Likeness.SHARED_WORDS
            score = round(min(BEST_GUESS, spelt or BEST_GUESS * shared))
            yield Alike(first, second, why, "", score)


def _weights(names: Sequence[_Name]) -> dict[str, float]:
    """Return how much each word says: the more names have it, the less."""
    counted = Counter(word for name in names for word in {*name.fr, *name.en})
    return {word: log(1 + len(names) / count) for word, count in counted.items()}


def _candidates(names: Sequence[_Name], weights: dict[str, float]) -> Iterator[tuple[_Name, _Name]]:
    """Yield each pair that is worth a comparison, once."""
    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for words in (name.fr, name.en):
            for word in sorted(set(words), key=lambda word: (-weights[word], word))[:3]:
                blocks["word", word].append(place)
            if text := " ".join(words):
                blocks["begins", text[:7]].append(place)
                blocks["ends", text[-7:]].append(place)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        if len(members) <= LARGEST_BLOCK:
            seen.update((one, other) for one, other in combinations(sorted(set(members)), 2))
    return ((names[one], names[other]) for one, other in sorted(seen))


def _spelling(one: _Name, other: _Name) -> float:
    """Return how alike two names are spelt out of 100, or 0 when it is not enough.

    Where both have a name in both languages, one must be close and the other not far.
    """
    scores = [
        _one_spelling(mine, theirs)
        for mine, theirs in ((one.fr, other.fr), (one.en, other.en))
        if mine and theirs
    ]
    if not scores or max(scores) < CLOSE_SPELLING:
        return 0.0
    mean = sum(scores) / len(scores)
    return mean if mean >= CLOSE_IN_BOTH else 0.0


def _one_spelling(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Compare two names word by word: a word of one may be a misspelt word of the other.

    Whole words that differ, as in "spoken Danish" and "spoken Dutch", are no misspelling.
    """
    left, right = sorted(set(mine) - set(theirs)), sorted(set(theirs) - set(mine))
    if len(left) != len(right) or len(left) > MOST_MISSPELT:
        return 0.0
    if any(word.isdigit() or len(word) < SHORTEST_MISSPELT for word in left + right):
        return 0.0
    if any(ratio(word, twin) < CLOSE_WORD for word, twin in zip(left, right, strict=True)):
        return 0.0
    return float(ratio(" ".join(mine), " ".join(theirs)))


def _shared(one: _Name, other: _Name, weights: dict[str, float]) -> float:
    """Return the part of the weight of all words that both names have, or 0 below the limit.

    Each language in which both have a name must agree.
    """
    parts = []
    for mine, theirs in ((set(one.fr), set(other.fr)), (set(one.en), set(other.en))):
        if not mine or not theirs:
            continue
        both = mine & theirs
        if len(both) < 2 or {word for word in mine ^ theirs if word.isdigit()}:
            return 0.0
        parts.append(sum(weights[w] for w in both) / sum(weights[w] for w in mine | theirs))
    return min(parts) if parts and min(parts) >= SHARED_WEIGHT else 0.0
