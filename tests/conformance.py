#!/usr/bin/env python3
"""Which numbers of the conformance checklists of v4.md and v5.md no test bears. Fails for one that is due now, for one that is
tested twice, or though it isn't due, and for a changed rule whose test doesn't say so."""

import re
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple



class Checklist(NamedTuple):
    """One version's checklist."""

    last: int
    # Of what isn't there yet.
    not_due: set[int]
    # Rules that were changed; their tests say why.
    amended: set[int]


CHECKLISTS = {
    "v4": Checklist(118, set(), {1, 2, 22, 33, 50, 55, 82, 107, 110, 112, 117}),
    # Apps.
    "v5": Checklist(
        130, {*range(126, 130)}, {20, 25, 37, 42, 60, 69, 80, 86, 94, 96, 117, 118}
    ),
}

TEST = re.compile(r"^on_both! \{(?:\n\s*///.*)*\n\s*async fn n(\d{3})_(amended_)?\w+\(engine: Engine\)", re.MULTILINE)
NAME = re.compile(r"fn n\d{3}_")


def main() -> int:
    return max([look(version, checklist) for version, checklist in CHECKLISTS.items()])


def look(version: str, checklist: Checklist) -> int:
    folder = Path(__file__).parent / version / "conformance"
    texts = [path.read_text() for path in sorted(folder.rglob("*.rs"))]
    tests = [(int(number), bool(amended)) for text in texts for number, amended in TEST.findall(text)]
    counts = Counter(number for number, _ in tests)
    numbers_of = set(range(1, checklist.last + 1))
    missing = numbers_of - counts.keys()
    findings = {
        "due, without a test": missing - checklist.not_due,
        "no longer missing, so to be taken out of NOT_DUE": checklist.not_due & counts.keys(),
        "unknown": counts.keys() - numbers_of,
        "tested twice": {number for number, count in counts.items() if count > 1},
        "amended or not, other than its test's name says": {n for n, amended in tests if amended != (n in checklist.amended)},
    }
    print(f"{version}: {len(counts)} of {checklist.last} numbers tested; not due yet: {spans(missing & checklist.not_due)}")
    for finding, numbers in findings.items():
        if numbers:
            print(f"  {finding}: {spans(numbers)}", file=sys.stderr)
    loose = sum(len(NAME.findall(text)) for text in texts) - len(tests)
    if loose:
        print(f"  {loose} of them not in an on_both! of its own, so not run on both engines", file=sys.stderr)
    return 1 if loose or any(findings.values()) else 0


def spans(numbers: set[int]) -> str:
    """1, 2, 3, 7 as 1-3, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs) or "none"


if __name__ == "__main__":
    sys.exit(main())
