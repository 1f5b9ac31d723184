"""The feed of changes: read in pages, and followed while others write. A generator of rows of the table: (label, figures)."""
import contextlib
import itertools
import json
import random
import threading
import time

import client
import measure
import truth as facts
from overload import offer

WRITES, SECONDS, CLIENTS = 1_000, 10, 16
PROBES = 20  # changes a second whose way is timed
FIRST = 5_000_000  # prices that nothing else has
LONGEST = 20  # seconds that the walk may take, and that the last change may stay out


def follow(run):
    """All pages from the beginning on; then the time from the answer to a write to its arrival by server-sent events, while
    others make a thousand changes a second."""
    yield "WF pages", pages(run)
    yield "WF lag", lag(run)


def pages(run):
    path, count, start = "/api/changes?limit=1000", 0, time.perf_counter()
    while time.perf_counter() - start < LONGEST:
        answer = run.api.ask("GET", path, None, {"Accept": "application/x-ndjson"})
        count += answer.read().count(b"\n")
        path = f"/api/changes?limit=1000&after={answer.headers['X-Cursor']}"
        if answer.headers["X-Has-More"] != "true":
            break
    if not count:
        raise client.Refused("the feed is empty")
    return {"rate": count / (time.perf_counter() - start)}


def lag(run):
    probe, *others = random.Random(7).sample(range(run.truth.n), min(2000, run.truth.n))
    writes = [("PUT", f"/api/documents/{facts.code(number)}", '{"attributes":{"price":@SEQ@}}') for number in others]
    arrived, writer, prices = {}, run.connect(), itertools.count(FIRST)

    def change():
        writer.send("PUT", f"/api/documents/{facts.code(probe)}", json.dumps({"attributes": {"price": next(prices)}}))

    with arrivals(run, facts.code(probe), arrived), measure.beside(change, PROBES) as spans:
        served = offer(run, writes, WRITES, CLIENTS, SECONDS)
    missing = [number for number in range(len(spans)) if number not in arrived]
    if missing or served["rate"] < 0.9 * WRITES:
        raise client.Refused(f"{len(missing)} of {len(spans)} changes did not arrive, at {served['rate']:,.0f} writes a second")
    # One may arrive before its answer does.
    lags = [max(0, arrived[number] - at) for number, (_, at) in enumerate(spans)]
    return {"rate": served["rate"], **measure.latencies(lags)}


@contextlib.contextmanager
def arrivals(run, code, arrived):
    """Notes when each price of that document comes by the stream; ends when the last that was written is there."""
    api, begun, over = run.connect(), threading.Event(), threading.Event()
    stream = api.ask("GET", "/api/changes?after=now", None, {"Accept": "text/event-stream"})

    def read():
        while not over.is_set() and (line := stream.readline()):
            begun.set()
            if line.startswith(b"data:") and code.encode() in line:
                now, entry = time.perf_counter(), json.loads(line[5:])
                for field in entry["changes"]:
                    if field["path"] == "attributes.price":
                        arrived[int(field["after"]) - FIRST] = now

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    begun.wait(LONGEST)
    yield
    time.sleep(1)  # what is on its way
    over.set()
    reader.join(LONGEST)  # the next sign of life ends it
    api.connection.close()
