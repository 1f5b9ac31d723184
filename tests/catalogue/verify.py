#!/usr/bin/env python3
"""Reads a loaded set back through the API v5 and compares every value with the files.

    VITRINE_CATALOGUE=folder verify.py --url http://127.0.0.1:8080 --token T [--set akeneo-icecat]

Prints how many values of each type were compared; with differences it prints the first 20 and exits 1.
"""
import argparse
import collections
import json
import os
import sys
from decimal import Decimal

from api import Api
from model import CATEGORY_NAME, FAMILIES, SELECTS, Catalogue, ids

NOTHING = object()


class Check:
    """Counts comparisons by type and keeps the differences."""

    def __init__(self):
        self.compared, self.differences = collections.Counter(), []

    def equal(self, kind, where, want, got):
        self.compared[kind] += 1
        if want != got:
            self.differences.append(f"{where}: expected {show(want)}, got {show(got)}")


def show(value):
    text = "nothing" if value is NOTHING else repr(value)
    return text if len(text) <= 160 else text[:157] + "…"


def wanted(kind, cell):
    """A cell as the value that must come back."""
    if kind in ("integer", "decimal", "price"):
        return Decimal(cell)
    if kind == "measure":
        value, unit = cell.split(" ")
        return {"value": Decimal(value), "unit": unit}
    if kind == "boolean":
        return cell == "1"
    if kind in SELECTS:
        return frozenset(cell.split(",") if kind == "multiselect" else [cell])
    return cell


def come(kind, value):
    """An answer's value in the same form; anything of the wrong shape stays as it is and differs."""
    if kind in SELECTS and isinstance(value, list):
        return frozenset(one.get("code") for one in value)
    if kind in ("integer", "decimal", "price") and not isinstance(value, Decimal):
        return f"{value!r}, which is not a number"
    if kind == "boolean" and not isinstance(value, bool):
        return f"{value!r}, which is not true or false"  # 1 would equal True
    if kind == "media" and isinstance(value, list) and len(value) == 1:
        return value[0].get("id")
    return value


def held(object_, slot):
    """What an object of an answer holds in a slot."""
    value = object_["attributes"].get(slot.attribute, NOTHING)
    if slot.currency and isinstance(value, list):
        return next((one["amount"] for one in value if one["currency"] == slot.currency), NOTHING)
    if value is NOTHING or not slot.locale:
        return value
    return value.get(slot.locale, NOTHING) if isinstance(value, dict) else value


def compare_values(check, item, got, parent):
    """A variant may leave out what its document says in the same words: it inherits it."""
    for slot, cell in item.values.items():
        value = held(got, slot)
        if value is NOTHING and parent:
            value = held(parent, slot)
        answer = value if value is NOTHING else come(slot.kind, value)
        check.equal(slot.kind, f"{item.code} {slot.attribute} {slot.locale or slot.currency or ''}", wanted(slot.kind, cell), answer)
    compare_extra(check, item, got)


def compare_extra(check, item, got):
    """Empty cells must not have become values."""
    expected = {(slot.attribute, slot.locale) for slot in item.values}
    prices = {(slot.attribute, slot.currency) for slot in item.values if slot.currency}
    localised = {slot.attribute for slot in item.values if slot.locale}
    for code, value in got["attributes"].items():
        per_locale = isinstance(value, dict) and (code in localised or code not in {a for a, _ in expected})
        for locale in value if per_locale else [None]:
            check.equal("no value where the cell is empty", f"{item.code} {code} {locale or ''}", True,
                        (code, locale) in expected)
        if any(code == attribute for attribute, _ in prices):
            for one in value:
                check.equal("no amount where the cell is empty", f"{item.code} {code} {one['currency']}", True,
                            (code, one["currency"]) in prices)


def compare_objects(check, catalogue, api):
    assets = {a["id"]: a["attributes"] for a in api.all("assets")}
    for _, want in catalogue.asset_bodies():
        check.equal("assets", want["id"], want["attributes"], assets.get(want["id"]))
    documents = {d["id"]: d for d in api.all("documents")}
    variants = {v["id"]: v for v in api.all("variants")}
    locales = [one["id"] for one in api.all("locales") if one["isData"]]
    for item in catalogue.documents:
        got = documents.get(item.code)
        check.equal("documents", item.code, True, got is not None)
        if got:
            compare_values(check, item, got, None)
            check.equal("attribute sets of documents", item.code, item.family, set_of(got))
            told = {(one["id"], one["locale"], one["value"]) for one in got["completeness"]}
            check.equal("completeness", item.code, set(percentages(catalogue, item, locales)), told)
            check.equal("classifications of documents", item.code, set(item.categories), ids(got["classifications"]))
            check.equal("main classifications", item.code, item.categories[:1],
                        [c["id"] for c in got["classifications"][:1]])
            check.equal("activity", item.code, item.row.cells.get("enabled", "1") == "1", got["isActive"])
    for item in catalogue.variants:
        got = variants.get(item.code)
        check.equal("variants", item.code, item.parent, got and got["document"]["id"])
        if got:
            compare_values(check, item, got, documents.get(item.parent))
            check.equal("attribute sets of variants", item.code, item.family, set_of(got))
            check.equal("activity", item.code, item.row.cells["enabled"] == "1", got["isActive"])
    for row, code, _ in catalogue.skipped:
        check.equal("skipped rows", code, False, code in variants or code in documents)


def compare_orders(check, catalogue, api):
    """The server's order of each measure is that of its base unit, whatever unit it is written in."""
    for row in catalogue.attribute_rows:
        family = FAMILIES.get(row.cells["metric_family"])
        if not family:
            continue
        code, units = row.cells["code"], family[1]
        for resource in ("documents", "variants"):
            query = f"&order[attributes.{code}]=asc"
            held = [one["attributes"].get(code) for one in api.all(resource, query)]
            bases = [one["value"] * Decimal(units[one["unit"]]) for one in held if one]
            check.equal("orders of measures", f"{resource} by {code}", sorted(bases), bases)
            check.equal("orders of measures", f"{resource} without {code} last", [], [one for one in held[:len(bases)] if not one])


def compare_links(check, catalogue, api):
    """The links of the associations and those that are values, and no others."""
    want = {(link.type, link.origin, link.target) for link in catalogue.links} | catalogue.media_links()
    got = [(one["linkType"]["id"], one["origin"]["id"], one["target"]["id"]) for one in api.all("links")]
    for link in want | set(got):
        check.equal("links", " ".join(link), int(link in want), got.count(link))


def percentages(catalogue, item, locales):
    """What must be told of a document, by indicator and locale: the share of its set's attributes that are filled."""
    sets = {body["id"]: ids(body["attributes"]) for _, body in catalogue.set_bodies()}
    for _, indicator in catalogue.indicator_bodies():
        applicable = ids(indicator["attributes"]) & sets.get(item.family, ids(indicator["attributes"]))
        for locale in locales:
            filled = {slot.attribute for slot in item.values if slot.locale in (None, locale)} & applicable
            yield indicator["id"], locale, 100 * len(filled) // len(applicable) if applicable else 100


def set_of(got):
    """The id of an object's attribute set."""
    return (got.get("attributeSet") or {}).get("id")


def compare_definitions(check, catalogue, api):
    attributes = {a["id"]: a for a in api.all("attributes")}
    for _, want in catalogue.attribute_bodies():
        got = attributes.get(want["id"], {})
        for field in want.keys() - {"id", "name", "documentType"}:
            check.equal("attributes", f"{want['id']} {field}", want[field], got.get(field))
        if want["type"] == "media":
            check.equal("attributes", f"{want['id']} linkType", {"id": want["id"]}, got.get("linkType"))
        check.equal("labels", want["id"], want.get("name", {}), got.get("name") or {})
    groups = {g["id"]: g for g in api.all("attribute-groups")}
    for _, want in catalogue.group_bodies():
        got = groups.get(want["id"], {})
        for field in want.keys() - {"id"}:
            check.equal("attribute groups", f"{want['id']} {field}", want[field], got.get(field))
    sets = {s["id"]: s for s in api.all("attributes-sets")}
    for _, want in catalogue.set_bodies():
        got = sets.get(want["id"], {})
        check.equal("labels", want["id"], want["name"], got.get("name") or {})
        check.equal("attribute sets", f"{want['id']} documentType", want["documentType"], got.get("documentType"))
        for field in ("attributes", "variantAttributes"):
            check.equal("attribute sets", f"{want['id']} {field}", ids(want[field]), ids(got.get(field) or []))
    indicators = {i["id"]: i for i in api.all("completeness-settings")}
    for _, want in catalogue.indicator_bodies():
        got = indicators.get(want["id"], {})
        check.equal("labels", want["id"], want["name"], got.get("name") or {})
        check.equal("indicators", want["id"], ids(want["attributes"]), ids(got.get("attributes") or []))
    types = {t["id"]: t for t in api.all("link-types")}
    for _, want in catalogue.link_type_bodies():
        got = types.get(want["id"], {})
        for field in want.keys() - {"id"}:
            check.equal("link types", f"{want['id']} {field}", want[field], got.get(field))
    families = {f["id"]: f for f in api.all("measure-families")}
    for _, want in catalogue.family_bodies():
        got = families.get(want["id"], {})
        check.equal("measure families", want["id"], want["baseUnit"], got.get("baseUnit"))
        # A family may have more units than the files use.
        factors = {unit["id"]: unit["factor"] for unit in got.get("units", [])}
        for unit in want["units"]:
            check.equal("measure families", f"{want['id']} {unit['id']}", Decimal(unit["factor"]), factors.get(unit["id"]))
    options = {o["id"]: o for o in api.all("predefined-values")}
    for _, want in catalogue.option_bodies():
        id_ = f"attribute={want['attribute']['id']};code={want['code']}"
        check.equal("predefined values", id_, True, id_ in options)
        check.equal("labels", id_, want["name"], options.get(id_, {}).get("name") or {})
    classifications = {c["id"]: c for c in api.all("classifications")}
    for _, want in catalogue.category_bodies():
        got = classifications.get(want["id"], {})
        check.equal("classifications", want["id"], want["parent"]["id"], (got.get("parent") or {}).get("id"))
        check.equal("classifications", want["id"], ids(want["catalogs"]), ids(got.get("catalogs") or []))
        check.equal("labels", want["id"], want["attributes"].get(CATEGORY_NAME, {}),
                    (got.get("attributes") or {}).get(CATEGORY_NAME) or {})


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", required=True)
    options.add_argument("--token", required=True)
    options.add_argument("--set", default="akeneo-icecat")
    options = options.parse_args()
    folder = os.environ.get("VITRINE_CATALOGUE") or sys.exit("VITRINE_CATALOGUE must name the catalogue's folder")
    catalogue, check = Catalogue(os.path.join(folder, options.set)), Check()
    api = Api(options.url, options.token)
    compare_definitions(check, catalogue, api)
    compare_objects(check, catalogue, api)
    compare_links(check, catalogue, api)
    compare_orders(check, catalogue, api)
    print(json.dumps({"compared": check.compared, "differences": len(check.differences)}, indent=1))
    print("\n".join(check.differences[:20]))
    sys.exit(1 if check.differences else 0)


if __name__ == "__main__":
    main()
