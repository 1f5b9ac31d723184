"""Files sent and fetched, beside a plain copy on the same disk. A generator of rows of the table: (label, figures)."""
import concurrent.futures
import http.client
import json
import os
import shutil
import time
import urllib.parse

import client
import servers
from overload import peak

LARGE, SMALL, MANY = 1 << 30, 200_000, 500
CLIENTS = 8
PIECE = 1 << 20
BOUNDARY = "as-no-file-has-it"


def there_and_back(run):
    """A file of 1 GiB, then 500 of 200 kB by 8 clients, each new to the server; all of them fetched again."""
    place = servers.fresh(f"{servers.DATA}/transfers")
    large, small = f"{place}/large", [f"{place}/small-{n}" for n in range(MANY)]
    write(large, LARGE)
    for path in small:
        write(path, SMALL)
    before = peak(run)
    yield from both_ways(run, [large], 1, "WU large", "WD large", LARGE / 1e6)
    yield "WU memory", {"value": peak(run) - before, "unit": "MB"}
    yield from both_ways(run, small, CLIENTS, "WU small", "WD small", MANY)
    shutil.rmtree(place)


def both_ways(run, paths, clients, sent_label, fetched_label, amount):
    copied, _ = timed(lambda: [copy(path) for path in paths])
    read, _ = timed(lambda: [drained(path) for path in paths])
    took, kept = timed(lambda: spread(run, send, paths, clients))
    yield sent_label, {"rate": amount / took, "limit": amount / copied}
    addresses = [published(run.api, upload, number) for number, upload in enumerate(kept)]
    took, sizes = timed(lambda: spread(run, fetch, addresses, clients))
    if sizes != [os.path.getsize(path) for path in paths]:
        raise client.Refused("what came back has another size")
    yield fetched_label, {"rate": amount / took, "limit": amount / read}


def write(path, size):
    with open(path, "wb") as out:
        for _ in range(0, size, PIECE):
            out.write(os.urandom(min(PIECE, size)))


def copy(path):
    """Durably, as a file is kept."""
    with open(path, "rb") as source, open(f"{path}.copy", "wb") as target:
        shutil.copyfileobj(source, target, PIECE)
        target.flush()
        os.fsync(target.fileno())
    os.remove(f"{path}.copy")


def drained(path):
    with open(path, "rb") as source:
        while source.read(PIECE):
            pass


def timed(work):
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def spread(run, work, items, clients):
    """Each client has a connection of its own; results in the order of the items."""
    shares = [items[nth::clients] for nth in range(clients)]
    with concurrent.futures.ThreadPoolExecutor(clients) as pool:
        results = list(pool.map(lambda share: serve(run, work, share), shares))
    done = [None] * len(items)
    for nth, result in enumerate(results):
        done[nth::clients] = result
    return done


def serve(run, work, items):
    api = run.connect()
    try:
        return [work(api, item) for item in items]
    finally:
        api.connection.close()


def send(api, path):
    """Uploads a file; its id."""
    head = (f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{os.path.basename(path)}.bin\"\r\n"
            "Content-Type: application/octet-stream\r\n\r\n").encode()
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()

    def pieces():
        yield head
        with open(path, "rb") as source:
            while piece := source.read(PIECE):
                yield piece
        yield tail

    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
               "Content-Length": str(len(head) + os.path.getsize(path) + len(tail))}
    return json.loads(api.ask("POST", "/api/files", pieces(), headers).read())["id"]


def published(api, upload, number):
    """The address of an asset with that file."""
    body = json.dumps({"id": f"transfer-{time.time_ns()}-{number}", "fileId": upload}).encode()
    return json.loads(api.send("POST", "/api/assets", body)[1])["url"]


def fetch(api, url):
    """How many bytes come."""
    api.connection.request("GET", urllib.parse.urlsplit(url).path)
    answer = api.connection.getresponse()
    if answer.status != http.client.OK:
        raise client.Refused(f"GET {url}: {answer.status}")
    size = 0
    while piece := answer.read(PIECE):
        size += len(piece)
    return size
