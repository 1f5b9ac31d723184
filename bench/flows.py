"""Files in and out by jobs, beside a bare parse of the same file and rows of the same size. A generator of rows of the
table: (label, figures)."""
import json
import os
import subprocess
import time

import client
import servers
from overload import peak

DEADLINE = 3600  # seconds that a job may take


def in_and_out(run):
    """As many products as a bulk request has, in an instance of their own: CSV and XLSX in, again, and out."""
    place, n = servers.fresh(f"{servers.DATA}/flows"), len(run.more)
    sets = f"{servers.DATA}/{run.set}"
    for kind in ("csv", "xlsx"):
        file = f"{place}/document.product.{kind}"
        sheets("make", sets, file, str(n))
        parsed = json.loads(sheets("read", file))
        yield f"WX {kind} parse", {"rate": parsed["rows_per_second"]}
        with servers.instance(servers.fresh(f"{place}/{kind}"), run.options.engine) as (vitrine, _):
            yield from through(run, vitrine, (kind, file, n, sets), parsed["rows_per_second"])


def through(run, vitrine, what, parsed):
    kind, file, n, sets = what
    api = client.Api(vitrine.url, vitrine.token)
    with open(f"{sets}/schema.json", encoding="utf-8") as schema:
        client.set_up(api, json.load(schema))
    run.vitrine, own = vitrine, run.vitrine
    try:
        before = peak(run)
        took, count = job(api, "imports", {"fileId": upload(api, file)})
        expect(count, {"created": n})
        yield f"WX {kind} in", {"rate": n / took, "limit": run.limits["inserts"]}
        yield f"WX {kind} in, memory", {"value": peak(run) - before, "unit": "MB"}
        took, count = job(api, "imports", {"fileId": upload(api, file)})
        expect(count, {"ignored": n})
        yield f"WX {kind} again", {"rate": n / took, "limit": parsed}
        before = peak(run)
        profile = {"name": "all", "model": "document.product", "extension": kind}
        took, count = job(api, "exports", {"exportProfile": profile})
        expect(count, {"total": n})
        yield f"WX {kind} out", {"rate": n / took, "limit": parsed}
        yield f"WX {kind} out, memory", {"value": peak(run) - before, "unit": "MB"}
    finally:
        run.vitrine = own
        api.connection.close()


def sheets(*arguments):
    """What the bare program prints."""
    command = [f"{servers.LIMITS}/sheets", *arguments]
    return subprocess.run(command, check=True, timeout=DEADLINE, capture_output=True, text=True).stdout


def upload(api, file):
    head = (b'--flows\r\nContent-Disposition: form-data; name="fileType"\r\n\r\nimport\r\n--flows\r\n'
            b'Content-Disposition: form-data; name="file"; filename="%s"\r\n\r\n' % os.path.basename(file).encode())
    tail = b"\r\n--flows--\r\n"

    def pieces():
        yield head
        with open(file, "rb") as content:
            while piece := content.read(1 << 20):
                yield piece
        yield tail

    length = str(len(head) + os.path.getsize(file) + len(tail))
    headers = {"Content-Type": "multipart/form-data; boundary=flows", "Content-Length": length}
    return json.loads(api.ask("POST", "/api/files", pieces(), headers).read())["id"]


def job(api, kind, body):
    """Seconds from the call to the end of its process, and its counts."""
    begun = time.perf_counter()
    _, made = api.send("POST", f"/api/{kind}", json.dumps(body).encode())
    address = f"/api/processes/{json.loads(made)['id']}"
    while (process := api.get(address))["status"] in ("pending", "running"):
        if time.perf_counter() - begun > DEADLINE:
            raise client.Refused(f"{address} never ends")
        time.sleep(0.05)
    if process["status"] != "finished":
        raise client.Refused(f"{address}: {process}")
    return time.perf_counter() - begun, process["metadata"]["count"]


def expect(count, wanted):
    if any(count[name] != number for name, number in wanted.items()):
        raise client.Refused(f"expected {wanted}; got {count}")
