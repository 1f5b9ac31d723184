#!/usr/bin/env python3
"""Prints the results of runs (the JSON files of `run.py --out`) as one table in Markdown, an engine beside the other.

    table.py sqlite.json postgres.json
"""
import json
import sys

TITLES = {
    "load": "load all documents and variants (rate: of the documents)",
    "W1": "read one",
    "W2": "500 lists of 100 of 400 nodes, one write a second",
    "W2r": "lists of 100, 20 pages repeated",
    "W2b alone": "pages at any depth, one client",
    "W2b": "pages at any depth, 16 clients",
    "W2w": "walk by cursor, pages of 1,000 (documents/s)",
    "W3 cold": "filter + sort, each once after a start",
    "W3 warm": "the same again, one client",
    "W3": "the same, 16 clients",
    "W3l": "the same, pages of 100, 16 clients",
    "W3w": "the same, one write a second, 16 clients",
    "W4 cold": "search, each once after a start",
    "W4 warm": "the same again, one client",
    "W4": "the same, 16 clients",
    "W4f cold": "search with facets, each once after a start",
    "W4f warm": "the same again, one client",
    "W4f": "the same, 16 clients",
    "F total": "first after a start: total of a third of all",
    "F facets": "first after a start: facets of a third of all",
    "F order": "first after a start: a third of all by price",
    "F search, facets": "first after a start: a frequent word, facets",
    "W5": "change a number, 16 clients",
    "W5s": "change a searched text, 16 clients",
    "W6": "create one, 16 clients",
    "W7c": "bulk create",
    "W7u": "bulk change of one value in 25",
    "W7n": "the same again",
    "WI": "bulk create beside 20 questions a second (ratio: to the load alone; latencies: of the questions)",
    "WIw": "bulk create beside 20 single changes a second (ratio: to the load alone; latencies: of the changes)",
    "WH": "deliveries to a webhook's receiver",
    "WH lag": "from the answer to a change until a receiver is told, 20 changes a second",
    "W8": "export all as NDJSON",
    "W9": "start to the first answer",
    "V4": "pages of 200 by v4, everything included, 4 clients (ratio: to the same documents by v5)",
    "W10q": "memory (PSS) after all the queries",
    "W10": "memory (PSS) after all of it",
    "WB": "backup beside the server",
    "WR": "restore of it",
    "WU large": "a file of 1 GiB sent, MB (ratio: to a copy with a sync)",
    "WD large": "the same fetched, MB (ratio: to reading it)",
    "WU memory": "memory (RSS) that this took at most, beyond what was had before",
    "WU small": "files of 200 kB sent by 8 clients (ratio: to copies with a sync)",
    "WD small": "the same fetched (ratio: to reading them)",
    **{f"WX {kind} {what}": words.format(kind.upper()) for kind in ("csv", "xlsx") for what, words in (
        ("parse", "a bare parse of {}, rows"), ("in", "{} in, rows created"), ("in, memory", "memory that this took"),
        ("again", "the same again (ratio: to the parse)"), ("out", "{} out (ratio: to the parse)"),
        ("out, memory", "memory that this took"))},
    **{f"W11 {name}{calm}": f"{words} {of}" for name, words in (("lists", "lists as in W3"), ("writes", "changes as in W5"),
                                                               ("mixed", "a list, two reads, a change"))
       for calm, of in ((", calm", "at a fifth of what is served"), ("", "at 10 × what is served, 1,200 connections"))},
}
SQLITE, POSTGRES = "sqlite", "postgres"
BOTH = (SQLITE, POSTGRES)
GOALS = {  # label -> engine -> (figure, at least or at most, bound); a ratio is to the limit of the run
    "W1": dict.fromkeys(BOTH, ("ratio", ">=", 0.5)),
    "W2": dict.fromkeys(BOTH, ("ratio", ">=", 0.25)),
    "W2r": dict.fromkeys(BOTH, ("ratio", ">=", 0.4)),
    **{f"{name} warm": dict.fromkeys(BOTH, ("mean_ms", "<=", 3)) for name in ("W3", "W4", "W4f")},
    **{name: dict.fromkeys(BOTH, ("p99_ms", "<=", 60)) for name in ("W3", "W4", "W4f")},
    "WIw": {SQLITE: ("p99_ms", "<=", 50)},
    "W5": {SQLITE: ("ratio", ">=", 1.2)},
    "W5s": {SQLITE: ("ratio", ">=", 0.6)},
    "W7c": {SQLITE: ("rate", ">=", 3_000), POSTGRES: ("ratio", ">=", 0.2)},
    "W7u": dict.fromkeys(BOTH, ("rate", ">=", 5_000)),
    "W7n": dict.fromkeys(BOTH, ("rate", ">=", 12_000)),
    "W8": dict.fromkeys(BOTH, ("rate", ">=", 30_000)),
    "W9": dict.fromkeys(BOTH, ("value", "<=", 200)),
    "W10q": dict.fromkeys(BOTH, ("value", "<=", 250)),
    "W10": dict.fromkeys(BOTH, ("value", "<=", 250)),
    **{f"W11 {name}": dict.fromkeys(BOTH, ("slower", "<=", 5)) for name in ("lists", "writes", "mixed")},
}


def figure(row):
    if "void" in row:
        return "VOID"
    if "value" in row:
        rate = f", {row['rate']:,.0f} /s" if "rate" in row else ""
        return f"{row['value']:,.{0 if row['value'] >= 20 else 1}f} {row['unit']}{rate}"
    if "slower" in row:
        return (f"{row['rate']:,.0f} of {row['offered']:,.0f} /s (before: {row['served_before']:,.0f}), "
                f"p99 {row['slower']:.1f} × calm, {row['peak_mb']:,.0f} MB at most")
    return f"{row['rate']:,.0f} /s" if "rate" in row else f"{row['asked']:,} asked"


def ratio(row):
    return f"{row['rate'] / row['limit']:.2f}" if "limit" in row else ""


def latency(row):
    return " / ".join(f"{row[f'{name}_ms']:.2f}" for name in ("mean", "p50", "p99")) if "mean_ms" in row else ""


def goal(label, engine):
    """Of that engine, in words."""
    if not (wanted := GOALS.get(label, {}).get(engine)):
        return ""
    what, sign, bound = wanted
    words = {"ratio": f"{bound} × limit", "rate": f"{bound:,} /s", "mean_ms": f"mean {bound} ms", "p99_ms": f"p99 {bound} ms",
             "slower": f"p99 {bound} × calm"}
    return f"{'≥' if sign == '>=' else '≤'} {words.get(what, bound)}"


def met(label, engine, row):
    """'met' or 'missed'; nothing without a goal."""
    wanted = GOALS.get(label, {}).get(engine)
    if not wanted or "void" in row:
        return ""
    what, sign, bound = wanted
    value = row["rate"] / row["limit"] if what == "ratio" else row[what]
    return "met" if (value >= bound if sign == ">=" else value <= bound) else "missed"


def cells(label, engine, row):
    return [f"{figure(row)} {met(label, engine, row)}".strip(), ratio(row), latency(row)]


def markdown(results):
    head, lines = ["work", "goal"], []
    for result in results:
        head += [result["engine"], "ratio", "mean / p50 / p99 ms"]
    for label, title in TITLES.items():
        rows = [result["rows"].get(label) for result in results]
        if not any(rows):
            continue
        goals = list(dict.fromkeys(filter(None, (goal(label, result["engine"]) for result in results))))
        line = [f"{label}: {title}", "; ".join(goals)]
        for result, row in zip(results, rows):
            line += cells(label, result["engine"], row) if row else [""] * 3
        lines.append(line)
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *lines])


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    results = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            results.append(json.load(file))
    print(markdown(results))


if __name__ == "__main__":
    main()
