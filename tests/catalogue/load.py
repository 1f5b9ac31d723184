#!/usr/bin/env python3
"""Brings a set of the test catalogue into a running server, through its API v5 alone.

    VITRINE_CATALOGUE=folder load.py --url http://127.0.0.1:8080 --token T [--set akeneo-icecat] [--report FILE]

Prints a JSON report: what was created, what has no place yet, and each failed line with its reason.
Exits 1 if the server refused a line; rows that the set itself makes impossible are reported only.
"""
import argparse
import collections
import json
import os
import sys

from api import Api
from bodies import DOCUMENT_TYPE, body
from model import Catalogue


class Loader:
    """Sends kind after kind and keeps the book."""

    def __init__(self, api):
        self.api = api
        self.counts = collections.defaultdict(collections.Counter)
        self.failures = []

    def send(self, resource, pairs):
        """Upserts (row, body) pairs; a row of None is no line of a file."""
        pairs = list(pairs)
        for (row, sent), answer in zip(pairs, self.api.upsert(resource, [body for _, body in pairs])):
            self.counts[resource][outcome(answer)] += 1
            if answer["status"] >= 300:
                self.failures.append({**where(row), "resource": resource, "id": sent.get("id") or sent.get("code"),
                                      "status": answer["status"], "reason": reason(answer)})


def outcome(answer):
    if answer["status"] >= 300:
        return "failed"
    if answer.get("unchanged"):
        return "unchanged"
    return "created" if answer["status"] == 201 else "updated"


def where(row):
    return {"file": row.file, "line": row.line} if row else {}


def reason(answer):
    told = [f"{v.get('propertyPath', '')}: {v.get('message', '')}" for v in answer.get("violations", [])]
    return "; ".join(told) or answer.get("message") or answer.get("detail") or "no reason given"


def load(catalogue, loader):
    """Each kind before those that refer to it."""
    loader.send("locales", [(None, {"id": code, "name": code, "isData": True, "isInterface": True, "isActive": True})
                            for code in catalogue.locales])
    product = {"id": DOCUMENT_TYPE, "name": {code: "Product" for code in catalogue.locales}, "hasVariants": True}
    loader.send("document-types", [(None, product)])
    loader.send("measure-families", catalogue.family_bodies())
    loader.send("attribute-groups", catalogue.group_bodies())
    loader.send("attributes", catalogue.attribute_bodies())
    loader.send("attributes-sets", catalogue.set_bodies())
    loader.send("completeness-settings", catalogue.indicator_bodies())
    loader.send("link-types", catalogue.link_type_bodies())
    loader.send("predefined-values", catalogue.option_bodies())
    loader.send("catalogs", [(None, {"id": code, "name": root, "objectType": "document"})
                             for root, code in catalogue.catalogs().items() if code != "PIM"])
    loader.send("classifications", catalogue.category_bodies())
    loader.send("assets", catalogue.asset_bodies())
    loader.send("documents", [(item.row, body(item)) for item in catalogue.documents])
    loader.send("variants", [(item.row, body(item)) for item in catalogue.variants])
    loader.send("links", catalogue.link_bodies())


def report(catalogue, loader, name):
    skipped = [{**where(row), "id": code, "reason": reason} for row, code, reason in catalogue.skipped]
    return {"set": name, "counts": loader.counts, "failures": loader.failures, "skipped": skipped,
            "unmapped": catalogue.unmapped(),
            "flattened": {"subModels": sum(bool(r.cells["parent"]) for r in catalogue.models),
                          "cellsCopied": catalogue.copied}}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", required=True)
    options.add_argument("--token", required=True)
    options.add_argument("--set", default="akeneo-icecat")
    options.add_argument("--report", help="write the report here too")
    options = options.parse_args()
    folder = os.environ.get("VITRINE_CATALOGUE") or sys.exit("VITRINE_CATALOGUE must name the catalogue's folder")
    catalogue = Catalogue(os.path.join(folder, options.set))
    loader = Loader(Api(options.url, options.token))
    load(catalogue, loader)
    text = json.dumps(report(catalogue, loader, options.set), ensure_ascii=False, indent=1)
    if options.report:
        with open(options.report, "w", encoding="utf-8") as out:
            out.write(text + "\n")
    print(text)
    sys.exit(1 if loader.failures else 0)


if __name__ == "__main__":
    main()
