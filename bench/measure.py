"""The ways of measuring: under load by wrk, each question once, and while something else goes on."""
import contextlib
import http.client
import itertools
import json
import multiprocessing
import os
import statistics
import subprocess
import tempfile
import time

import client
import servers

HERE = os.path.dirname(os.path.abspath(__file__))
PROCESSES = multiprocessing.get_context("fork")
LONGEST = 180  # seconds that a pass of `once` may take; a slow server is asked fewer questions


class Run:
    """One engine, one server with its data, one set of figures."""

    def __init__(self, options, vitrine, database, truth, more, limits):
        self.options, self.vitrine, self.database = options, vitrine, database
        self.truth = truth
        self.more = more  # lines of products beyond those that are loaded
        self.limits = limits
        self.api = self.connect()
        self.number = 0

    def connect(self):
        return client.Api(self.vitrine.url, self.vitrine.token)

    def restart(self):
        """Nothing is kept in the server's memory afterwards."""
        self.vitrine.stop()
        self.vitrine.start()
        self.api.connection.close()

    def wrk(self, requests, url=None, clients=16):
        """A warm-up, then the measured round; every round draws numbers of its own for @SEQ@."""
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/requests", "w", encoding="utf-8") as out:
                out.writelines("\t".join(request) + "\n" for request in requests)
            for seconds in (min(3, self.options.seconds), self.options.seconds):
                self.number += 1
                command = ["wrk", "-t2", f"-c{clients}", f"-d{seconds}s", "--timeout", "10s",
                           "-s", f"{HERE}/requests.lua", url or self.vitrine.url,
                           "--", f"{folder}/requests", self.vitrine.token, str(self.number)]
                subprocess.run(command, env={**os.environ, "WRK_OUT": f"{folder}/out"}, check=True,
                               timeout=seconds + 60, stdout=subprocess.DEVNULL)
            with open(f"{folder}/out", encoding="utf-8") as out:
                row = json.load(out)
        if row["errors"] or not row["requests"]:
            raise client.Refused(f"{row['errors']} errors in {row['requests']} requests")
        return {**row, "rate": row["requests"] / row["seconds"]}

    def reads(self, paths, clients=16):
        return self.wrk([("GET", path, "") for path in paths], clients=clients)

    def beside_bare(self, paths):
        """Reads, and as their limit the same answers from a handler that does nothing else."""
        return self.against(self.reads(paths), paths)

    def against(self, row, paths):
        """Adds the limit: the answers of now, recorded and repeated by the bare server."""
        recorded = f"{servers.DATA}/recorded-{self.options.engine}.ndjson"
        with open(recorded, "w", encoding="utf-8") as out:
            for path in paths:
                headers, body = self.api.send("GET", path)
                out.write(json.dumps({"path": path, "type": headers["Content-Type"], "body": body.decode()}) + "\n")
        with servers.bare(recorded) as url:
            limit = self.wrk([("GET", path, "") for path in paths], url=url)["rate"]
        os.remove(recorded)
        return {**row, "limit": limit}

    def once(self, questions):
        """Each question once, one after the other; between the timed spans its answer is checked."""
        took, end = [], time.perf_counter() + LONGEST
        for question in questions:
            start = time.perf_counter()
            body = self.api.send("GET", question.path)[1]
            took.append(time.perf_counter() - start)
            question.check(json.loads(body))
            if time.perf_counter() > end:
                break
        return {**latencies(took), "asked": len(took)}

    def memory(self):
        row = {"value": servers.memory(self.vitrine.process), "unit": "MB"}
        return {**row, "database_mb": servers.memory(self.database)} if self.database else row

    def change_prices(self):
        """A change of one price each second, while the context lasts."""
        writer, count = self.connect(), itertools.count()

        def change():
            n = next(count)
            path = f"/api/documents/P{n * 7919 % self.truth.n:07d}"
            writer.send("PUT", path, json.dumps({"attributes": {"price": 600 + n}}))
        return beside(change, 1)


def latencies(took):
    """Of spans in seconds."""
    ordered = sorted(took)
    place = {name: ordered[min(len(ordered) - 1, int(len(ordered) * part))] for name, part in (("p50", .5), ("p99", .99))}
    return {"mean_ms": statistics.fmean(took) * 1000, **{f"{name}_ms": span * 1000 for name, span in place.items()}}


def lengths(spans):
    return [end - begin for begin, end in spans]


@contextlib.contextmanager
def beside(work, rate):
    """Does something so many times a second; yields the list of when each began and ended, which is full at the end. It is
    a process of its own: in one with what it is measured beside, each would wait for the other's Python.
    What goes wrong there makes the figure void."""
    ended, (out, into), spans = PROCESSES.Event(), PROCESSES.Pipe(duplex=False), []
    process = PROCESSES.Process(target=go_on, args=(work, rate, ended, into))
    process.start()
    into.close()
    try:
        yield spans
    finally:
        ended.set()
        wrong, done = out.recv()
        spans.extend(done)
        process.join()
    if wrong or not spans:
        raise client.Refused(f"beside it: {wrong or 'nothing was done'}")


def go_on(work, rate, ended, into):
    wrong, spans, due = None, [], time.perf_counter()
    while not wrong and not ended.wait(max(0, due - time.perf_counter())):
        start = time.perf_counter()
        try:
            work()
        except (client.Refused, OSError, http.client.HTTPException) as failure:
            wrong = str(failure)
        spans.append((start, time.perf_counter()))
        due = max(due + 1 / rate, start)
    into.send((wrong, spans))
