"""A reader who knows the rules and has a solver tries to work out what a table hides."""

from functools import cached_property
from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

FAR = 100_000


class Attacker:
    """All worlds that fit what is published: one variable for each count, whatever is shown."""

    def __init__(self, table, groups, smallest):
        self.smallest = smallest
        self.truth, self.low, self.high, self.hidden = [], [], [], []
        self.equal, self.inside = [], []
        self.leaves = [[] for _ in groups]
        width = len(table.total)
        top = self._row(table.total, [sum(g.counts[at] for g in groups[0]) for at in range(width)])
        self._labels([top], [table.total], None)
        for way, (rows, listed) in enumerate(zip(table.ways, groups, strict=True)):
            self._siblings(rows, listed, top, table.total, way)

    def _row(self, figures, counts):
        """Add the counts of one group, each inside the one before; what is shown is known."""
        first = len(self.truth)
        for figure, count in zip(figures, counts, strict=True):
            assert figure.hidden or figure.value == count
            self.truth.append(count)
            self.low.append(0 if figure.hidden else figure.value)
            self.high.append(FAR if figure.hidden else figure.value)
            self.hidden.append(figure.hidden is not None)
        variables = list(range(first, len(self.truth)))
        self.inside += [(variables[at], variables[at + 1]) for at in range(len(variables) - 1)]
        return variables

    def _siblings(self, rows, groups, parent, above, way):
        held = []
        for row, group in zip(rows, groups, strict=True):
            assert row.key == group.key
            held.append(self._row(row.figures, group.counts))
            if group.below:
                self._siblings(row.below, group.below, held[-1], row.figures, way)
            else:
                self.leaves[way].append(held[-1])
        for at, variable in enumerate(parent):
            self.equal.append((variable, [own[at] for own in held]))
        self._labels(held, [row.figures for row in rows], above)

    def _labels(self, held, rows, above):
        """Use what the words say: fewer than five is 1 to 4; the other word is for the others.

        Where a column is hidden altogether by subtraction, the other word is for small ones too.
        """
        for at in range(len(rows[0])):
            if above is not None and above[at].hidden:
                return
            asked = [
                (own[at], figures[at])
                for own, figures in zip(held, rows, strict=True)
                if not at or figures[at - 1].value
            ]
            is_whole = above is not None and all(f.hidden == "subtraction" for _, f in asked)
            for variable, figure in asked:
                if figure.hidden == "small":
                    self.low[variable], self.high[variable] = 1, self.smallest - 1
                elif figure.hidden and not is_whole:
                    self.low[variable] = self.smallest

    def secrets(self):
        """Yield what must not be known: hidden counts, and few people in any union of groups."""
        size = len(self.truth)
        for variable in np.flatnonzero(self.hidden):
            yield np.eye(size)[variable]
        for leaves in self.leaves:
            width = len(leaves[0])
            unions = np.array(list(product((0, 1), repeat=len(leaves))))
            for outer, inner in combinations(range(width + 1), 2):
                each = np.zeros((len(leaves), size))
                for at, own in enumerate(leaves):
                    each[at, own[outer]] = 1
                    if inner < width:
                        each[at, own[inner]] = -1
                sums = unions @ (each @ np.array(self.truth))
                yield from unions[(sums > 0) & (sums < self.smallest)] @ each

    def findings(self):
        """Return what can be had for certain: each with its value."""
        truth = np.array(self.truth, float)
        left = np.array(list(self.secrets())).reshape(-1, len(truth))
        found = []
        while len(left):
            worlds = [self._world(left[0], sign) for sign in (1, -1)]
            if all(left[0] @ world == left[0] @ truth for world in worlds):
                found.append((left[0], left[0] @ truth))
                return found
            for world in worlds:
                left = left[left @ world == left @ truth]
        return found

    def _world(self, aim, sign):
        answer = milp(
            sign * aim,
            integrality=np.ones(len(self.truth)),
            bounds=Bounds(self.low, self.high),
            constraints=self._constraints,
        )
        assert answer.success, answer.message
        return np.rint(answer.x)

    @cached_property
    def _constraints(self):
        lines = np.zeros((len(self.equal) + len(self.inside), len(self.truth)))
        for at, (parent, parts) in enumerate(self.equal):
            lines[at, parts], lines[at, parent] = 1, -1
        for at, (outer, inner) in enumerate(self.inside, len(self.equal)):
            lines[at, outer], lines[at, inner] = 1, -1
        most = [0] * len(self.equal) + [np.inf] * len(self.inside)
        return LinearConstraint(csr_array(lines), 0, most)
