"""The workloads that read. Each is a generator of rows of the table: (label, figures)."""
import json
import random
import statistics
import time

import client
import gen
import measure
import questions
import servers
import truth as facts

SEARCHES = 10_000
MAX_LINE = 1 << 20  # bytes of an exported document, at most


def one(run):
    n = run.truth.n
    codes = [facts.code(number) for number in random.Random(1).sample(range(n), min(2000, n))]
    paths = [f"/api/documents/{code}" for code in codes]
    for code, path in zip(codes[:5], paths):
        answer = run.api.get(path)
        if answer["id"] != code or len(answer["attributes"]["name"]) != len(gen.LOCALES):
            raise client.Refused(f"{path} is not the whole document")
    yield "W1", run.beside_bare(paths)


def lists(run):
    asked = list(questions.pages(run.truth))
    run.once(asked)
    paths = [question.path for question in asked]
    with run.change_prices():
        row = run.reads(paths)
    yield "W2", run.against(row, paths)


def repeated_lists(run):
    asked = [question for question in questions.pages(run.truth) if "=c0&" in question.path][:20]
    run.once(asked)
    yield "W2r", run.beside_bare([question.path for question in asked])


def deep(run):
    asked = list(questions.deep_pages(run.truth))
    yield "W2b alone", run.once(asked)
    yield "W2b", run.beside_bare([question.path for question in asked])
    yield "W2w", walk(run)


def walk(run):
    """From the first page to the last by the cursors of the answers."""
    path, took, seen = "/api/documents?limit=1000&cursor=", [], 0
    while path:
        start = time.perf_counter()
        body = run.api.send("GET", path)[1]
        took.append(time.perf_counter() - start)
        answer = json.loads(body)
        codes = [member["id"] for member in answer["hydra:member"]]
        if codes != [facts.code(n) for n in range(seen, seen + len(codes))]:
            raise client.Refused(f"{path}: the ids of other documents")
        seen += len(codes)
        path = answer["hydra:view"].get("hydra:next")
    if seen != run.truth.n:
        raise client.Refused(f"a walk saw {seen} of {run.truth.n} documents")
    return {**measure.latencies(took), "rate": seen / sum(took)}


def filtered(run):
    asked = list(questions.filters(run.truth))
    yield from cold_and_warm(run, "W3", asked)
    long = list(questions.filters(run.truth, questions.LONG))
    run.once(long[::10])
    yield "W3l", run.reads([question.path for question in long])
    with run.change_prices() as spans:  # from here on the orders by price are others
        row = run.reads([question.path for question in asked])
    yield "W3w", {**row, "write_ms": statistics.fmean(measure.lengths(spans)) * 1000}


def searched(run):
    yield from cold_and_warm(run, "W4", list(questions.searches(run.truth, SEARCHES, counted=False)))


def counted(run):
    yield from cold_and_warm(run, "W4f", list(questions.searches(run.truth, SEARCHES, counted=True)))


def cold_and_warm(run, name, asked):
    run.restart()
    run.api.get(f"/api/documents/{facts.code(0)}")  # a connection, the token, the schema
    random.Random(5).shuffle(asked)
    yield f"{name} cold", run.once(asked)
    yield f"{name} warm", run.once(asked)
    yield name, run.reads([question.path for question in asked])


def first(run):
    """The first question after a start, each time after another start; the median."""
    for name, question in questions.broad(run.truth):
        took = []
        for _ in range(3):
            run.restart()
            run.api.get(f"/api/documents/{facts.code(0)}")
            took.append(run.once([question])["mean_ms"])
        yield f"F {name}", {"value": statistics.median(took), "unit": "ms", "matches": question.total}


def export(run):
    """All documents as NDJSON, read as fast as they come."""
    before, count, tail = servers.memory(run.vitrine.process), 0, b""
    start = time.perf_counter()
    for piece in run.api.stream("/api/documents?pagination=false", client.NDJSON):
        count += piece.count(b"\n")
        tail = (tail + piece)[-MAX_LINE:]
    took = time.perf_counter() - start
    last = json.loads(tail.splitlines()[-1])["id"]
    if (count, last) != (run.truth.n, facts.code(run.truth.n - 1)):
        raise client.Refused(f"the export has {count} lines and ends with {last}")
    yield "W8", {"rate": count / took, "seconds": took, "grown_mb": servers.memory(run.vitrine.process) - before}


def memory_of_queries(run):
    """After all kinds of questions in one process, each kind under load for a while."""
    kinds = [questions.filters(run.truth), questions.searches(run.truth, SEARCHES, counted=True),
             questions.pages(run.truth), questions.deep_pages(run.truth)]
    for kind in kinds:
        run.reads([question.path for question in kind])
    yield "W10q", run.memory()
