"""Reads one Akeneo set and says what it is in Vitrine's terms: definitions, documents, variants.

Nothing here speaks HTTP. Cells keep their exact bytes; an empty cell is no value.
"""
import collections
import csv
import os

from bodies import (DOCUMENT_TYPE, attribute_body, kind_of, labels, of_variants, on_variant, short, variants_own)

CATEGORY_NAME = "classification_name"
ASSET_NAME = "asset_name"
TAB, CATEGORY = "sheet", "sheet_attributes"  # the sheet's upper levels; each attribute group is a section
LINKS = "-products"  # the end of a column of an association to products
UNIT = "unit"  # the column beside a measure
FAMILIES = {  # base unit, and how many of it each unit is
    "Weight": ("KILOGRAM", {"KILOGRAM": "1", "GRAM": "0.001"}),
    "Length": ("METER", {"METER": "1", "CENTIMETER": "0.01", "MILLIMETER": "0.001", "INCH": "0.0254"}),
}
SELECTS = ("select", "multiselect")
KEYS = ("code", "sku", "parent", "enabled", "family", "family_variant")  # columns that are no values but are used
WHY = {  # why something has no place, by its kind
    "groups": "no counterpart",
    "association": "no counterpart, as it leads to groups or models",
    "requirements": "an indicator is the document type's: within a set it counts what any family requires",
    "picture": "there is no such file in the set",
    "target": "a link that begins at a variant, or leads to what isn't a document of the set",
    "categories": "a variant or sub-model is classified by its document",
}
Row = collections.namedtuple("Row", "file line cells")
Slot = collections.namedtuple("Slot", "attribute locale kind currency", defaults=[None])  # where a column's cells go
Item = collections.namedtuple("Item", "row code parent family categories values")  # values: {Slot: cell}
Link = collections.namedtuple("Link", "row type origin target")


def read(folder, name):
    """Rows with the line they start on: a quoted cell may hold line breaks, so counting rows won't do."""
    path = os.path.join(folder, name)
    with open(path, encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter=";")
        header, rows = next(reader, []), []
        before = reader.line_num
        for cells in reader:
            cells += [""] * (len(header) - len(cells))  # a row may end early
            rows.append(Row(name, before + 1, dict(zip(header, cells, strict=True))))
            before = reader.line_num
    return rows


class Catalogue:
    """A whole set, ready to be sent or compared."""

    def __init__(self, folder):
        self.attribute_rows = read(folder, "attributes.csv")
        self.attributes = {row.cells["code"]: row.cells for row in self.attribute_rows}
        self.options = read(folder, "attribute_options.csv")
        self.categories = read(folder, "categories.csv")
        self.channels = [row.cells for row in read(folder, "channels.csv")]
        self.families = read(folder, "families.csv")
        self.family_variants = {row.cells["code"]: row.cells["family"] for row in read(folder, "family_variants.csv")}
        self.groups = read(folder, "attribute_groups.csv")
        self.association_types = read(folder, "association_types.csv")
        self.files = stored_files(folder)
        self.locales = sorted({code for c in self.channels for code in c["locales"].split(",")})
        self.models = read(folder, "product_models.csv")
        self.products = read(folder, "products.csv")
        self.skipped = []  # (row, code, reason)
        self.copied = 0    # cells of sub-models that stand on their variants instead
        self.unlinked = collections.Counter()  # targets of links that can't be held, by column
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
            if cell and slot and slot.kind != UNIT and not self.is_lost(slot, cell):
                held[slot] = f"{cell} {cells[f'{column}-unit']}" if slot.kind == "measure" else cell
        return held

    def is_lost(self, slot, cell):
        """Whether a cell names a file that isn't there."""
        return slot.kind == "media" and cell not in self.files

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
        yield self.attribute_rows[0], {"id": ASSET_NAME, "objectType": "asset", "type": "text", "isLocalizable": False}
        for row in self.attribute_rows:
            for code, suffix in self.held_as(row.cells):
                yield row, attribute_body(row.cells, code, suffix, self.currencies())
            if variants_own(row.cells["code"]) in self.variants_media():
                yield row, of_variants(attribute_body(row.cells, row.cells["code"], " (variants)", []))

    def held_as(self, cells):
        """(code, suffix of its labels) of the attributes that an attribute of the set is held as."""
        if not kind_of(cells):
            return []
        if cells["scopable"] != "1":
            return [(cells["code"], "")]
        return [(f"{cells['code']}-{channel['code']}", f" ({channel['code']})") for channel in self.channels]

    def variants_media(self):
        return {slot.attribute for item in self.variants for slot in item.values if slot.kind == "media"}

    def set_bodies(self):
        """(row, body) of a set for each family; variants have the attributes of their documents, and media of their own."""
        own = self.variants_media()
        for row in self.families:
            named = dict.fromkeys(row.cells["attributes"].split(","))
            held = [code for name in named for code, _ in self.held_as(self.attributes[name])]
            media = [variants_own(name) for name in named if variants_own(name) in own]
            yield row, {"id": row.cells["code"], "name": labels(row.cells), "documentType": {"id": DOCUMENT_TYPE},
                        "attributes": [{"id": code} for code in held],
                        "variantAttributes": [{"id": code} for code in media]}

    def indicator_bodies(self):
        """(row, body) of an indicator for each channel: all that any family requires there."""
        for channel in self.channels:
            needed = {code for row in self.families for code in self.required(row.cells, channel["code"])}
            yield self.families[0], {"id": f"requirements-{channel['code']}", "name": labels(channel),
                                     "documentType": {"id": DOCUMENT_TYPE},
                                     "attributes": [{"id": code} for code in sorted(needed)]}

    def required(self, family, channel):
        """The attributes that a family requires in a channel."""
        for name in filter(None, family[f"requirements-{channel}"].split(",")):
            cells = self.attributes[name]
            if kind_of(cells):
                yield f"{name}-{channel}" if cells["scopable"] == "1" else name

    def counted_besides(self):
        """How many attributes count for a family, by channel, that it has but doesn't require there: others do."""
        found = collections.Counter()
        for channel, (_, indicator) in zip(self.channels, self.indicator_bodies()):
            for row, (_, family) in zip(self.families, self.set_bodies()):
                applicable = ids(indicator["attributes"]) & ids(family["attributes"])
                found[channel["code"]] += len(applicable - set(self.required(row.cells, channel["code"])))
        return found

    def option_bodies(self):
        for row in self.options:
            yield row, {"attribute": {"id": row.cells["attribute"]}, "code": row.cells["code"],
                        "name": labels(row.cells), "sequence": int(row.cells["sort_order"] or 0)}

    def group_bodies(self):
        """(row, body) of a tab, a category in it, and in that a section for each attribute group."""
        sheet = {"documentType": {"id": DOCUMENT_TYPE}}
        yield self.groups[0], {**sheet, "id": TAB, "level": 1, "name": {"en_US": "Product"}}
        yield self.groups[0], {**sheet, "id": CATEGORY, "level": 2, "parent": {"id": TAB}, "name": {"en_US": "Attributes"}}
        for row in self.groups:
            yield row, {**sheet, "id": row.cells["code"], "level": 3, "parent": {"id": CATEGORY},
                        "name": labels(row.cells), "sequence": int(row.cells["sort_order"] or 0)}

    # ---- assets and links

    def asset_bodies(self):
        """(row, body) of every file that a product or model names; the file's path is the id."""
        named = {}
        for item in self.documents + self.variants:
            for slot, cell in item.values.items():
                if slot.kind == "media":
                    named.setdefault(cell, item.row)
        for path, row in sorted(named.items()):
            yield row, {"id": path, "attributes": {ASSET_NAME: path.rsplit("/", 1)[-1]}}

    def link_type_bodies(self):
        for row in self.association_types:
            yield row, {"id": row.cells["code"], "name": labels(row.cells), "originType": "document",
                        "targetType": "document"}

    def link_bodies(self):
        for link in self.links:
            yield link.row, {"linkType": {"id": link.type}, "origin": {"id": link.origin}, "target": {"id": link.target}}

    def media_links(self):
        """(type, origin, target) of every value that is a link."""
        return {(slot.attribute, item.code, cell) for item in self.documents + self.variants
                for slot, cell in item.values.items() if slot.kind == "media"}

    def _find_links(self):
        documents = {item.code for item in self.documents}
        types = [row.cells["code"] for row in self.association_types]
        for item in self.documents + self.variants:
            for code in types:
                for target in filter(None, item.row.cells.get(code + LINKS, "").split(",")):
                    if item.code in documents and target in documents:
                        yield Link(item.row, code, item.code, target)
                    else:
                        self.unlinked[code + LINKS] += 1

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
        self.links = list(self._find_links())
        for code, row in models.items():
            if row.cells["parent"] and code not in parents:
                self.skipped.append((row, code, "a sub-model without variants: nothing can hold its values"))

    def _item(self, row, key, parent):
        categories = [] if parent else [c for c in row.cells["categories"].split(",") if c]
        family = row.cells.get("family") or self.family_variants.get(row.cells.get("family_variant"))
        values = self.values(row.cells)
        return Item(row, row.cells[key], parent, family, categories, on_variant(values) if parent else values)

    def _variant(self, row, models):
        """Two levels become one: what the sub-model says and the variant doesn't is copied to the variant."""
        model = models[row.cells["parent"]]
        if not model.cells["parent"]:
            return self._item(row, "sku", model.cells["code"])
        item, above = self._item(row, "sku", model.cells["parent"]), on_variant(self.values(model.cells))
        lacking = {slot: cell for slot, cell in above.items() if slot not in item.values}
        self.copied += len(lacking)
        return item._replace(values={**item.values, **lacking})

    def unmapped(self):
        """What has no place yet, by attribute or relation, with the filled cells of each of its columns."""
        found = {code: collections.Counter() for code, cells in self.attributes.items()
                 if not kind_of(cells) and code not in KEYS}
        lost = collections.Counter()
        for row in self.models + self.products:
            nested = bool(row.cells["parent"])
            for column, cell in row.cells.items():
                slot = self.slot(column)
                lost[column] += bool(cell and slot and self.is_lost(slot, cell))
                placed = column in KEYS or slot or (column == "categories" and not nested) \
                    or column.endswith(LINKS)
                if not placed:
                    found.setdefault(column.split("-")[0], collections.Counter())[column] += bool(cell)
        places = [(name, self._kind(name), columns) for name, columns in sorted(found.items())]
        places += [("requirements", "requirements", self.counted_besides())]
        places += [("missing files", "picture", +lost), ("links", "target", self.unlinked)]
        return [{"name": name, "kind": kind, "cells": columns.total(), "columns": columns, "reason": WHY[kind]}
                for name, kind, columns in places if columns or name in self.attributes]

    def _kind(self, name):
        """The kind of a thing without a place, in the words of `WHY`."""
        if name in self.attributes:
            return self.attributes[name]["type"].removeprefix("pim_catalog_").removesuffix("_collection")
        return name if name in WHY else "association"


def ids(references):
    return {reference["id"] for reference in references}


def stored_files(folder):
    """The paths in cells that a file stands for."""
    with open(os.path.join(folder, "files-map.csv"), encoding="utf-8", newline="") as lines:
        return {row["path_in_csv"] for row in csv.DictReader(lines) if row["stored_at"]}


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
