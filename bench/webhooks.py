"""Webhooks: how many deliveries a second go to a receiver on this machine, and how long after a write's answer one is
there. A generator of rows of the table: (label, figures)."""
import asyncio
import contextlib
import itertools
import json
import multiprocessing
import random
import socket
import time

import client
import measure
import servers
import truth as facts

STEADY = 20  # changes a second, each told
SECONDS = 10  # of these
LATEST = 60  # s until the last one must have come


def deliveries(run):
    """All of a bulk request's changes, each of another document; then single changes at a steady pace."""
    with listening() as (url, come):
        webhook = run.api.send("POST", "/api/webhooks", json.dumps({
            "name": "bench", "url": url, "events": ["document.update"], "secret": "a-secret-of-some-length"}))[1]
        path = f"/api/webhooks/{json.loads(webhook)['id']}"
        try:
            yield "WH", at_once(run, come)
            yield "WH lag", lag(run, come)
        finally:
            run.api.send("DELETE", path)


def at_once(run, come):
    count = min(run.options.bulk, run.truth.n)
    bodies = [{"id": facts.code(number), "attributes": {"price": 800_000 + number}} for number in range(count)]
    run.api.bulk("documents", client.ndjson(bodies))
    times = sorted(wait_for(come, {body["id"] for body in bodies}, last=LATEST + count / 50).values())
    return {"rate": len(times) / (times[-1] - times[0]), "seconds": times[-1] - times[0]}


def lag(run, come):
    """From the answer to a change until the receiver has read of it; nothing where it had before."""
    come.clear()
    codes = [facts.code(number) for number in random.Random(7).sample(range(run.truth.n), STEADY * SECONDS)]
    writer, queue = run.connect(), iter(enumerate(codes))

    def change():
        for number, code in itertools.islice(queue, 1):
            writer.send("PUT", f"/api/documents/{code}", json.dumps({"attributes": {"price": 900_000 + number}}))

    with measure.beside(change, STEADY) as spans:
        arrived = wait_for(come, set(codes), last=LATEST)
    took = [max(0, arrived[code] - answered) for code, (_, answered) in zip(codes, spans)]
    return {**measure.latencies(took), "asked": len(took)}


def wait_for(come, codes, last):
    """When each of these was told of first."""
    try:
        servers.wait_for(lambda: len(come) >= len(codes), last)
    except TimeoutError:
        raise client.Refused(f"{len(come)} of {len(codes)} events came") from None
    arrived = dict(come)
    if missing := codes - arrived.keys():
        raise client.Refused(f"nothing came of {len(missing)} documents")
    return arrived


@contextlib.contextmanager
def listening():
    """A receiver in a process of its own; yields its URL, and what has come: codes, each with its moment."""
    with multiprocessing.Manager() as manager:
        come, port = manager.dict(), servers.free_port()
        process = multiprocessing.Process(target=receive, args=(port, come), daemon=True)
        process.start()
        try:
            servers.wait_for(lambda: answers(port))
            yield f"http://127.0.0.1:{port}/hooks", come
        finally:
            process.terminate()
            process.join()


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def receive(port, come):
    asyncio.run(serve(port, come))


async def serve(port, come):
    """Moments go to the other process in batches: one by one they would cost more than the calls."""
    seen = {}
    await asyncio.start_server(lambda reader, writer: take(reader, writer, seen), "127.0.0.1", port)
    while True:
        await asyncio.sleep(0.1)
        if seen:
            fresh = dict(seen)
            seen.clear()
            come.update(fresh)


async def take(reader, writer, seen):
    with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            body = await reader.readexactly(length)
            seen[json.loads(body)["resource"]["code"]] = time.perf_counter()
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
    writer.close()
