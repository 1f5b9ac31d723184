#!/usr/bin/env python3
"""Measures Vitrine beside the limits of the machine it runs on, in one run.

    run.py [--engine sqlite|postgres] [--n 20000] [--only W1,W5] [--seconds 8] [--out FILE]

W1   read one document                   bare: the same bytes from a handler that does nothing else
W5   change one attribute, 16 clients    durable single updates of one SQLite connection (PostgreSQL: of 16)
W6   create one document, 16 clients     the same
W7c  bulk create, one NDJSON request     inserted rows of the same size (PostgreSQL: COPY of the same rows)
W7n  the same request again              the same
W9   start to the first answer, on the loaded data
W10  memory (PSS) after all of it

One answer other than 2xx, one lost connection or one wrong body makes a figure void, and the exit code 1.
"""
import argparse
import contextlib
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import client
import gen
import servers

HERE = os.path.dirname(os.path.abspath(__file__))
CHANGE = '{"attributes":{"price":@SEQ@}}'
ALL = ["W1", "W5", "W6", "W7c", "W7n", "W9", "W10"]
GOALS = {  # what the project holds itself to; "ratio" is to the limit of the run
    ("W1", "sqlite"): ("ratio", 0.5), ("W1", "postgres"): ("ratio", 0.5), ("W5", "sqlite"): ("ratio", 1.2),
    ("W7c", "sqlite"): ("rate", 3000), ("W7c", "postgres"): ("ratio", 0.2), ("W7n", "sqlite"): ("rate", 12000),
    ("W7n", "postgres"): ("rate", 12000), ("W9", "sqlite"): ("at most", 200), ("W9", "postgres"): ("at most", 200),
    ("W10", "sqlite"): ("at most", 250), ("W10", "postgres"): ("at most", 250),
}


class Run:
    """One engine, one server, one set of figures."""

    def __init__(self, options, vitrine, products, limits, database):
        self.options, self.vitrine, self.products, self.limits = options, vitrine, products, limits
        self.database = database
        self.api = client.Api(vitrine.url, vitrine.token)
        self.codes = [p["code"] for p in products[:options.n]]
        self.number = 0
        extra = products[options.n:]
        self.lines = client.ndjson(map(client.document, extra))
        self.batch = len(extra)

    # ---- workloads

    def w1(self):
        codes = random.Random(1).sample(self.codes, min(2000, len(self.codes)))
        paths = [f"/api/documents/{code}" for code in codes]
        for code, path in zip(codes[:5], paths):
            answer = json.loads(self.api.send("GET", path)[1])
            if answer["id"] != code or len(answer["attributes"]["name"]) != len(gen.LOCALES):
                raise client.Refused(f"{path} is not the whole document")
        requests = [("GET", path, "") for path in paths]
        row = self.wrk(self.vitrine.url, requests)
        with servers.bare(self.record(paths)) as url:
            row["limit"] = self.wrk(url, requests)["rate"]
        return row

    def record(self, paths):
        """Our own answers, for the bare server to repeat."""
        target = f"{servers.DATA}/recorded.ndjson"
        with open(target, "w", encoding="utf-8") as out:
            for path in paths:
                headers, body = self.api.send("GET", path)
                out.write(json.dumps({"path": path, "type": headers["Content-Type"], "body": body.decode()}) + "\n")
        return target

    def w5(self):
        codes = random.Random(2).sample(self.codes, min(2000, len(self.codes)))
        row = self.wrk(self.vitrine.url, [("PUT", f"/api/documents/{code}", CHANGE) for code in codes])
        return {**row, "limit": self.limits["updates"]}

    def w6(self):
        bodies = [client.ndjson([client.document(p, "N@SEQ@")]).decode().strip() for p in self.products[:500]]
        row = self.wrk(self.vitrine.url, [("POST", "/api/documents", body) for body in bodies])
        return {**row, "limit": self.limits["updates"]}

    def w7c(self):
        return self.bulk(lambda answer: answer["status"] == 201, "created")

    def w7n(self):
        return self.bulk(lambda answer: answer.get("unchanged"), "left unchanged")

    def bulk(self, right, word):
        start = time.perf_counter()
        answers = self.api.bulk("documents", self.lines)
        took = time.perf_counter() - start
        count = sum(map(bool, map(right, answers)))
        if count != self.batch:
            raise client.Refused(f"only {count} of {self.batch} were {word}")
        return {"rate": self.batch / took, "seconds": took, "limit": self.limits["inserts"]}

    def w9(self):
        """Stops the server and starts it anew; asks every millisecond until it answers with a document."""
        self.vitrine.stop()
        start = time.perf_counter()
        self.vitrine.spawn()
        servers.drain(self.vitrine.process.stdout)
        while not self.answers():
            if time.perf_counter() - start > 60:
                raise client.Refused("no answer within a minute")
            time.sleep(0.001)
        return {"value": (time.perf_counter() - start) * 1000, "unit": "ms"}

    def answers(self):
        with contextlib.suppress(OSError, http.client.HTTPException, client.Refused):
            client.Api(self.vitrine.url, self.vitrine.token).send("GET", f"/api/documents/{self.codes[0]}")
            return True
        return False

    def w10(self):
        row = {"value": servers.memory(self.vitrine.process), "unit": "MB"}
        return {**row, "database_mb": servers.memory(self.database)} if self.database else row

    # ---- measuring

    def wrk(self, url, requests):
        """A warm-up, then the measured round; every round draws numbers of its own for @SEQ@."""
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/requests", "w", encoding="utf-8") as out:
                out.writelines("\t".join(request) + "\n" for request in requests)
            for seconds in (min(3, self.options.seconds), self.options.seconds):
                self.number += 1
                command = ["wrk", "-t2", "-c16", f"-d{seconds}s", "--timeout", "10s", "-s", f"{HERE}/requests.lua", url,
                           "--", f"{folder}/requests", self.vitrine.token, str(self.number)]
                subprocess.run(command, env={**os.environ, "WRK_OUT": f"{folder}/out"}, check=True,
                               timeout=seconds + 60, stdout=subprocess.DEVNULL)
            with open(f"{folder}/out", encoding="utf-8") as out:
                row = json.load(out)
        if row["errors"] or not row["requests"]:
            raise client.Refused(f"{row['errors']} errors in {row['requests']} requests")
        return {**row, "rate": row["requests"] / row["seconds"]}

    def measure(self, name):
        """A row of the table; void with its reason if anything was wrong."""
        self.api.connection.close()  # an idle connection may have been closed by the server meanwhile
        try:
            row = getattr(self, name.lower())()
        except (client.Refused, OSError, http.client.HTTPException, subprocess.SubprocessError) as wrong:
            return {"void": str(wrong)[:400]}
        if "limit" in row:
            row["ratio"] = row["rate"] / row["limit"]
        goal = GOALS.get((name, self.options.engine))
        return {**row, "goal": list(goal), "met": met(row, *goal)} if goal else row


def met(row, what, bound):
    return row["value"] <= bound if what == "at most" else row[what] >= bound


# ---- before the run

def build():
    subprocess.run(["cargo", "build", "--release", "--bin", "vitrine"], cwd=servers.ROOT, check=True)
    subprocess.run(["cargo", "build", "--release", "--manifest-path", f"{HERE}/limits/Cargo.toml"], check=True,
                   env={**os.environ, "CARGO_TARGET_DIR": f"{servers.DATA}/limits-target"})


def catalogue(n):
    """The folder with at least n products; made once."""
    folder = f"{servers.DATA}/{n}"
    if not os.path.exists(f"{folder}/products.ndjson"):
        gen.write(folder, n, seed=1)
    return folder


def rows(path, last):
    """The lines of a file that belong to products up to the code `last`."""
    with open(path, encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [row for row in found if row.get("parent", row["code"]) <= last]


def limit(engine, folder, database_url):
    """What the engine alone can do with rows of the same size, measured right before."""
    lines = f"{folder}/products.ndjson"
    if engine == "sqlite":
        command = [f"{servers.LIMITS}/sqlite", servers.fresh(f"{servers.DATA}/limit"), lines]
    else:
        command = [f"{HERE}/limits/postgres.sh", database_url.rpartition("/")[0], lines]
    made = subprocess.run(command, check=True, timeout=300, capture_output=True, text=True)
    return json.loads(made.stdout.splitlines()[-1])


# ---- the table

def show(name, row):
    if "void" in row:
        return f"{name:5} VOID  {row['void']}"
    main = f"{row['value']:,.0f} {row['unit']}" if "value" in row else f"{row['rate']:,.0f} /s"
    ratio = f"{row['ratio']:.2f} of {row['limit']:,.0f}" if "ratio" in row else ""
    latency = f"{row['p50_ms']:.2f} / {row['p99_ms']:.2f}" if "p50_ms" in row else ""
    goal = f"{row['goal'][0]} {row['goal'][1]}: {'met' if row['met'] else 'MISSED'}" if "goal" in row else ""
    return f"{name:5} {main:>14}  {ratio:>18}  {latency:>16}  {goal}"


def measure(options, database_url, database):
    folder = catalogue(options.n + options.bulk)
    last = f"P{options.n - 1:07d}"
    products = rows(f"{folder}/products.ndjson", f"P{options.n + options.bulk - 1:07d}")
    limits = limit(options.engine, folder, database_url)
    vitrine = servers.Vitrine(servers.fresh(f"{servers.DATA}/run-{options.engine}"), database_url)
    try:
        vitrine.start()
        run = Run(options, vitrine, products, limits, database)
        with open(f"{folder}/schema.json", encoding="utf-8") as schema:
            client.set_up(run.api, json.load(schema))
        client.load(run.api, "documents", [client.document(p) for p in products[:options.n]])
        client.load(run.api, "variants", [client.variant(v) for v in rows(f"{folder}/variants.ndjson", last)])
        print(f"{'':5} {'figure':>14}  {'ratio to limit':>18}  {'p50 / p99 ms':>16}  goal", flush=True)
        result = {}
        # Memory is what all the work has left behind, so it is read before the restart.
        for name in sorted(options.only, key=["W1", "W5", "W6", "W7c", "W7n", "W10", "W9"].index):
            result[name] = run.measure(name)
            print(show(name, result[name]), flush=True)
    finally:
        vitrine.stop()
    return {"engine": options.engine, "n": options.n, "bulk": options.bulk, "limits": limits, "rows": result,
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "cores": os.cpu_count()}


def arguments():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    options.add_argument("--n", type=int, default=20_000, help="documents loaded beforehand (the goals: 100000)")
    options.add_argument("--bulk", type=int, default=20_000, help="documents of the bulk request")
    options.add_argument("--only", default=",".join(ALL), type=lambda text: text.split(","))
    options.add_argument("--seconds", type=int, default=8)
    options.add_argument("--no-build", action="store_true")
    options.add_argument("--out", help="the JSON file")
    options = options.parse_args()
    if set(options.only) - set(ALL):
        sys.exit(f"workloads: {', '.join(ALL)}")
    if "W7n" in options.only and "W7c" not in options.only:
        sys.exit("W7n repeats W7c: name both")
    return options


def main():
    options = arguments()
    os.makedirs(servers.DATA, exist_ok=True)
    if not options.no_build:
        build()
    with contextlib.ExitStack() as stack:
        url, database = None, None
        if options.engine == "postgres":
            url, database = stack.enter_context(servers.postgres(f"{servers.DATA}/postgres"))
        result = measure(options, url, database)
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            json.dump(result, out, indent=1)
    sys.exit(1 if any("void" in row for row in result["rows"].values()) else 0)


if __name__ == "__main__":
    main()
