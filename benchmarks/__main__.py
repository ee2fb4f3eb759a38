"""Run all measurements: `python -m benchmarks`, or one: `python -m benchmarks evaluation`."""

import sys

from benchmarks import evaluation, missions, pages, paths, rings, startup

PARTS = {
    "evaluation": evaluation.run,
    "paths": paths.run,
    "missions": missions.run,
    "rings": rings.run,
    "startup": startup.run,
    "pages": pages.run,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
