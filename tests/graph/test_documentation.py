"""The worked example of the documentation is true."""

import doctest
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "algorithms.md"


def test_the_worked_example_runs():
    found = doctest.testfile(str(GUIDE), module_relative=False)

    assert found.attempted > 10
    assert found.failed == 0
