"""Reads one Akeneo set and says what it is in Vitrine's terms: definitions, documents, variants.

Nothing here speaks HTTP. Cells keep their exact bytes; an empty cell is no value.
"""
import collections
import csv
import os

DOCUMENT_TYPE = "product"
CATEGORY_NAME = "classification_name"
KINDS = {"text": "text", "date": "date", "boolean": "boolean", "simpleselect": "select", "multiselect": "multiselect",
         "price_collection": "price", "metric": "measure"}
OWN_KINDS = {"ean": "gtin"}  # by attribute; most check digits of the sets are wrong
UNIT = "unit"  # the column beside a measure
FAMILIES = {  # base unit, and how many of it each unit is
    "Weight": ("KILOGRAM", {"KILOGRAM": "1", "GRAM": "0.001"}),
    "Length": ("METER", {"METER": "1", "CENTIMETER": "0.01", "MILLIMETER": "0.001", "INCH": "0.0254"}),
}
WORDS = ("text", "multiline", "html", "gtin")
SELECTS = ("select", "multiselect")
KEYS = ("code", "sku", "parent", "enabled", "family_variant")  # columns that are no values but are used
WHY = {  # why something has no place, by its kind
    "image": "no assets yet", "file": "no assets yet",
    "family": "no attribute sets yet", "association": "no links yet", "groups": "no counterpart",
    "categories": "a variant or sub-model is classified by its document",
}
Row = collections.namedtuple("Row", "file line cells")
Slot = collections.namedtuple("Slot", "attribute locale kind currency", defaults=[None])  # where a column's cells go
Item = collections.namedtuple("Item", "row code parent categories values")  # values: {Slot: cell}


def read(folder, name):
    """Rows with the line they start on: a quoted cell may hold line breaks, so counting rows won't do."""
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter=";")
        header, rows = next(reader, []), []
        before = reader.line_num
        for cells in reader:
            rows.append(Row(name, before + 1, dict(zip(header, cells, strict=True))))
            before = reader.line_num
    return rows


def labels(cells, suffix=""):
    """The filled label-… cells by locale."""
    return {k.removeprefix("label-"): v + suffix for k, v in cells.items() if k.startswith("label-") and v}


def kind_of(cells):
    """The type of an attribute in Vitrine; None where there is none yet."""
    if cells["code"] in OWN_KINDS:
        return OWN_KINDS[cells["code"]]
    name = cells["type"].removeprefix("pim_catalog_")
    if name == "textarea":
        return "html" if cells["wysiwyg_enabled"] == "1" else "multiline"
    if name == "number":
        return "decimal" if cells["decimals_allowed"] == "1" else "integer"
    return KINDS.get(name)


class Catalogue:
    """A whole set, ready to be sent or compared."""

    def __init__(self, folder):
        self.attribute_rows = read(folder, "attributes.csv")
        self.attributes = {row.cells["code"]: row.cells for row in self.attribute_rows}
        self.options = read(folder, "attribute_options.csv")
        self.categories = read(folder, "categories.csv")
        self.channels = [row.cells for row in read(folder, "channels.csv")]
        self.families = len(read(folder, "families.csv"))
        self.locales = sorted({code for c in self.channels for code in c["locales"].split(",")})
        self.models = read(folder, "product_models.csv")
        self.products = read(folder, "products.csv")
        self.skipped = []  # (row, code, reason)
        self.copied = 0    # cells of sub-models that stand on their variants instead
        self._slots = {}
        self._sort_out()

    # ---- where a column goes

    def slot(self, column):
        """The slot of a column, or None if its cells can't be held yet."""
        if column not in self._slots:
            self._slots[column] = self._find_slot(column)
        return self._slots[column]

    def _find_slot(self, column):
        code, *axes = column.split("-")
        cells = self.attributes.get(code)
        kind = cells and kind_of(cells)
        if not kind:
            return None
        locale = axes.pop(0) if cells["localizable"] == "1" else None
        if cells["scopable"] == "1":
            code = f"{code}-{axes.pop(0)}"
        if kind == "price":
            return Slot(code, locale, kind, axes.pop(0))
        return Slot(code, locale, UNIT if axes == ["unit"] else kind)

    def values(self, cells):
        """The filled cells by slot; a measure is number and unit with a blank between."""
        held = {}
        for column, cell in cells.items():
            slot = self.slot(column)
            if cell and slot and slot.kind != UNIT:
                held[slot] = f"{cell} {cells[f'{column}-unit']}" if slot.kind == "measure" else cell
        return held

    # ---- definitions

    def family_bodies(self):
        """(row, body) of every family that a measure has its unit from."""
        rows = {row.cells["metric_family"]: row for row in self.attribute_rows if kind_of(row.cells) == "measure"}
        for name, row in sorted(rows.items()):
            base, units = FAMILIES[name]
            yield row, {"id": name, "name": {"en_US": name}, "baseUnit": base,
                        "units": [{"id": unit, "factor": factor} for unit, factor in units.items()]}

    def currencies(self):
        return sorted({code for channel in self.channels for code in channel["currencies"].split(",")})

    def attribute_bodies(self):
        """(row, body) of every attribute that can be held; a scopable one once for each channel."""
        name = {"id": CATEGORY_NAME, "objectType": "classification", "type": "text", "isLocalizable": True}
        yield self.categories[0], name
        for row in self.attribute_rows:
            if not kind_of(row.cells):
                continue
            if row.cells["scopable"] != "1":
                yield row, attribute_body(row.cells, row.cells["code"], "", self.currencies())
                continue
            for channel in self.channels:
                code = f"{row.cells['code']}-{channel['code']}"
                yield row, attribute_body(row.cells, code, f" ({channel['code']})", self.currencies())

    def option_bodies(self):
        for row in self.options:
            yield row, {"attribute": {"id": row.cells["attribute"]}, "code": row.cells["code"],
                        "name": labels(row.cells), "sequence": int(row.cells["sort_order"] or 0)}

    def catalogs(self):
        """{root category: catalog}: the master tree is the built-in one's, each other tree has its own."""
        roots = [row.cells["code"] for row in self.categories if not row.cells["parent"]]
        return {root: "PIM" if root == "master" else short(root, roots) for root in roots}

    def category_bodies(self):
        """(row, body), parents first; the set's roots stand right under their catalog's root."""
        catalogs, tree = self.catalogs(), {}
        for row in parents_first(self.categories):
            code, parent = row.cells["code"], row.cells["parent"]
            tree[code] = catalogs[code] if not parent else tree[parent]
            root = "root" if tree[code] == "PIM" else f"root_{tree[code]}"
            yield row, {"id": code, "parent": {"id": parent or root}, "catalogs": [{"id": tree[code]}],
                        "attributes": {CATEGORY_NAME: labels(row.cells)} if labels(row.cells) else {}}

    # ---- documents and variants

    def _sort_out(self):
        models = {row.cells["code"]: row for row in self.models}
        self.documents = [self._item(row, "code", None) for row in self.models if not row.cells["parent"]]
        self.variants, parents = [], set()
        for row in self.products:
            parent = row.cells["parent"]
            if not parent:
                self.documents.append(self._item(row, "sku", None))
            elif parent in models:
                parents.add(parent)
                self.variants.append(self._variant(row, models))
            else:
                self.skipped.append((row, row.cells["sku"], no_parent(parent, models)))
        for code, row in models.items():
            if row.cells["parent"] and code not in parents:
                self.skipped.append((row, code, "a sub-model without variants: nothing can hold its values"))

    def _item(self, row, key, parent):
        categories = [] if parent else [c for c in row.cells["categories"].split(",") if c]
        return Item(row, row.cells[key], parent, categories, self.values(row.cells))

    def _variant(self, row, models):
        """Two levels become one: what the sub-model says and the variant doesn't is copied to the variant."""
        model = models[row.cells["parent"]]
        if not model.cells["parent"]:
            return self._item(row, "sku", model.cells["code"])
        item, above = self._item(row, "sku", model.cells["parent"]), self.values(model.cells)
        lacking = {slot: cell for slot, cell in above.items() if slot not in item.values}
        self.copied += len(lacking)
        return item._replace(values={**item.values, **lacking})

    def unmapped(self):
        """What has no place yet, by attribute or relation, with the filled cells of each of its columns."""
        found = {code: collections.Counter() for code, cells in self.attributes.items()
                 if not kind_of(cells) and code not in KEYS}
        for row in self.models + self.products:
            nested = bool(row.cells["parent"])
            for column, cell in row.cells.items():
                placed = column in KEYS or self.slot(column) or (column == "categories" and not nested)
                if not placed:
                    found.setdefault(column.split("-")[0], collections.Counter())[column] += bool(cell)
        return [{"name": name, "kind": self._kind(name), "cells": columns.total(), "columns": columns,
                 "reason": WHY[self._kind(name)]} for name, columns in sorted(found.items())]

    def _kind(self, name):
        """The kind of a thing without a place, in the words of `WHY`."""
        if name in self.attributes:
            return self.attributes[name]["type"].removeprefix("pim_catalog_").removesuffix("_collection")
        return name if name in WHY else "association"


def attribute_body(cells, code, suffix, currencies):
    kind = kind_of(cells)
    limits = {"minValue": 0} if cells.get("negative_allowed") == "0" else {}
    own = {"price": {"currencies": currencies}, "gtin": {"lenient": True}}.get(kind, {})
    family = {"measureFamily": {"id": cells["metric_family"]}} if kind == "measure" else {}
    return {**family, "id": code, "objectType": "document", "documentType": {"id": DOCUMENT_TYPE}, "type": kind,
            "name": labels(cells, suffix), "isLocalizable": cells["localizable"] == "1", "isInherited": True,
            "isUnique": cells["unique"] == "1", "isFilterable": cells["useable_as_grid_filter"] == "1",
            "isSearchable": kind in WORDS, "constraints": {**limits, **own}, "sequence": int(cells["sort_order"] or 0)}


def short(root, roots):
    """A catalog's code, of at most three characters and unlike the other roots'."""
    code = root[:3].upper()
    clash = code == "PIM" or any(other[:3].upper() == code for other in roots if other != root)
    return f"T{roots.index(root):02d}" if clash else code


def parents_first(rows):
    """The rows in an order in which each parent stands before its children."""
    done, waiting = set(), list(rows)
    while waiting:
        ready = [r for r in waiting if not r.cells["parent"] or r.cells["parent"] in done]
        if not ready:
            raise ValueError(f"categories without a way to a root: {[r.cells['code'] for r in waiting]}")
        yield from ready
        done |= {r.cells["code"] for r in ready}
        waiting = [r for r in waiting if r.cells["code"] not in done]


def no_parent(parent, models):
    """Letter case counts; a near miss is named, never followed."""
    near = next((code for code in models if code.lower() == parent.lower()), None)
    hint = f"; {near} differs in letter case" if near else ""
    return f"no model {parent}{hint}"


def sent(kind, cell):
    """A cell as JSON; numbers travel as their own digits."""
    if kind == "boolean":
        return {"0": False, "1": True}.get(cell, cell)
    if kind == "measure":
        value, unit = cell.split(" ")
        return {"value": value, "unit": unit}
    return cell.split(",") if kind == "multiselect" else cell


def body(item):
    """The bulk line of a document or variant."""
    attributes = {}
    for slot, cell in item.values.items():
        if slot.currency:
            attributes.setdefault(slot.attribute, []).append({"amount": cell, "currency": slot.currency})
        elif slot.locale:
            attributes.setdefault(slot.attribute, {})[slot.locale] = sent(slot.kind, cell)
        else:
            attributes[slot.attribute] = sent(slot.kind, cell)
    out = {"id": item.code, "isActive": item.row.cells.get("enabled", "1") == "1", "attributes": attributes}
    if item.parent:
        return {**out, "document": {"id": item.parent}}
    return {**out, "documentType": {"id": DOCUMENT_TYPE}, "classifications": [{"id": c} for c in item.categories]}
