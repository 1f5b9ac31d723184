"""The workloads that write, and what they leave behind. Each is a generator of rows of the table: (label, figures)."""
import contextlib
import http.client
import itertools
import json
import random
import time

import client
import measure
import questions
import servers
import truth as facts

NUMBER = '{"attributes":{"price":@SEQ@}}'
TEXT = '{"attributes":{"name":{"en_GB":"Firm lamp of brushed metal zephyr@SEQ@"}}}'
STEADY = 20  # questions or changes a second of the client beside an import


def change_number(run):
    yield "W5", change(run, NUMBER)


def change_text(run):
    yield "W5s", change(run, TEXT)


def change(run, body):
    n = run.truth.n
    codes = [facts.code(number) for number in random.Random(2).sample(range(n), min(2000, n))]
    return {**run.wrk([("PUT", f"/api/documents/{code}", body) for code in codes]), "limit": run.limits["updates"]}


def create(run):
    lines = (client.document(line, "N@SEQ@").decode().strip() for line in run.more[:500])
    row = run.wrk([("POST", "/api/documents", line) for line in lines])
    yield "W6", {**row, "limit": run.limits["updates"]}


def bulk(run):
    """Creates, then each line again with another price, then the very same lines."""
    fresh = [client.document(line) for line in run.more]
    yield "W7c", timed(run, fresh, made)
    changed = [client.document(line, price=700_000 + place) for place, line in enumerate(run.more)]
    yield "W7u", timed(run, changed, lambda answer: answer["status"] == 200 and not answer.get("unchanged"))
    yield "W7n", timed(run, changed, lambda answer: answer.get("unchanged"))


def made(answer):
    return answer["status"] == 201


def timed(run, lines, right):
    body = b"".join(lines)
    start = time.perf_counter()
    answers = run.api.bulk("documents", body)
    took = time.perf_counter() - start
    if wrong := [answer for answer in answers if not right(answer)]:
        raise client.Refused(f"{len(wrong)} of {len(answers)} answers, as {wrong[0]}")
    return {"rate": len(lines) / took, "seconds": took, "limit": run.limits["inserts"]}


def import_beside_queries(run):
    """The same bulk load alone and while a steady client filters and sorts; the latencies are the client's."""
    asked = list(questions.filters(run.truth))
    random.Random(6).shuffle(asked)
    for question in asked:
        run.api.send("GET", question.path)
    alone = timed(run, [client.document(line, f"A{place}") for place, line in enumerate(run.more)], made)
    begun = time.perf_counter()
    run.api.send("GET", asked[0].path)  # the first to ask after a load catches up with all of it
    caught_up = time.perf_counter() - begun
    reader, queue = run.connect(), itertools.cycle(asked)

    def ask():
        question = next(queue)
        if reader.get(question.path)["hydra:totalItems"] < question.total:
            raise client.Refused(f"{question.path}: fewer than before the import")

    lines = [client.document(line, f"B{place}") for place, line in enumerate(run.more)]
    with measure.beside(ask, STEADY) as spans:
        row = timed(run, lines, made)
    yield "WI", {**row, **measure.latencies(measure.lengths(spans)), "limit": alone["rate"], "caught_up_ms": caught_up * 1000}


def import_beside_changes(run):
    """The same bulk load alone and while a steady client changes one document after the other; the latencies are the
    client's."""
    alone = timed(run, [client.document(line, f"C{place}") for place, line in enumerate(run.more)], made)
    writer, count = run.connect(), itertools.count()

    def change_one():
        n = next(count)
        body = json.dumps({"attributes": {"price": 900_000 + n}})
        writer.send("PUT", f"/api/documents/{facts.code(n * 7919 % run.truth.n)}", body)

    lines = [client.document(line, f"D{place}") for place, line in enumerate(run.more)]
    with measure.beside(change_one, STEADY) as spans:
        row = timed(run, lines, made)
    yield "WIw", {**row, **measure.latencies(measure.lengths(spans)), "limit": alone["rate"]}


def start(run):
    """Stops the server and starts it anew; asks every millisecond until it answers with a document."""
    run.vitrine.stop()
    begun = time.perf_counter()
    run.vitrine.spawn()
    servers.drain(run.vitrine.process.stdout)
    while not answers(run):
        if time.perf_counter() - begun > 60:
            raise client.Refused("no answer within a minute")
        time.sleep(0.001)
    yield "W9", {"value": (time.perf_counter() - begun) * 1000, "unit": "ms"}


def answers(run):
    with contextlib.suppress(OSError, http.client.HTTPException, client.Refused):
        run.connect().send("GET", f"/api/documents/{facts.code(0)}")
        return True
    return False


def memory(run):
    yield "W10", run.memory()
