"""Ten times more than can be served, on a thousand connections. A generator of rows of the table: (label, figures)."""
import json
import random
import re
import subprocess
import tempfile

import client
import questions
import servers
import truth as facts

CROWD = 1_200  # connections
TIMES = 10
CALM = 0.2  # of what is served: so much is no load
SECONDS = 6


def all_kinds(run):
    n = run.truth.n
    codes = [facts.code(number) for number in random.Random(5).sample(range(n), min(2000, n))]
    reads = [("GET", f"/api/documents/{code}", "") for code in codes]
    lists = [("GET", question.path, "") for question in questions.filters(run.truth)]
    writes = [("PUT", f"/api/documents/{code}", '{"attributes":{"price":@SEQ@}}') for code in codes]
    mixed = [request for group in zip(lists, reads, reads, writes) for request in group]
    for name, requests in (("lists", lists), ("writes", writes), ("mixed", mixed)):
        run.restart()
        yield from overloaded(run, name, requests)


def overloaded(run, name, requests):
    offer(run, requests, 0, 16, 3)  # what is kept in memory is there
    served = offer(run, requests, 0, 16)["rate"]
    calm = offer(run, requests, CALM * served, 16)
    yield f"W11 {name}, calm", calm
    row = offer(run, requests, TIMES * served, CROWD)
    if row["offered"] < 0.8 * TIMES * served:
        raise client.Refused(f"only {row['offered']:,.0f} of {TIMES} x {served:,.0f} requests a second were sent")
    yield f"W11 {name}", {**row, "slower": row["p99_ms"] / calm["p99_ms"], "served_before": served, "peak_mb": peak(run)}


def offer(run, requests, rate, connections, seconds=SECONDS):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.writelines("\t".join(request) + "\n" for request in requests)
        file.flush()
        command = [f"{servers.LIMITS}/load", str(run.vitrine.port), run.vitrine.token, file.name, str(rate),
                   str(seconds), str(connections)]
        made = subprocess.run(command, check=True, timeout=seconds + 60, capture_output=True, text=True)
    row = json.loads(made.stdout)
    if row["errors"]:
        raise client.Refused(f"{row['errors']} answers other than 2xx and 503: {made.stderr[:300]}")
    return row


def peak(run):
    """The most memory that the process had since its start, in MB."""
    with open(f"/proc/{run.vitrine.process.pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024
