"""Rows and cells in the shape of Vitrine's API: what one thing of a set is sent as."""

DOCUMENT_TYPE = "product"
KINDS = {"text": "text", "date": "date", "boolean": "boolean", "simpleselect": "select", "multiselect": "multiselect",
         "price_collection": "price", "metric": "measure", "image": "media", "file": "media"}
OWN_KINDS = {"ean": "gtin"}  # by attribute; most check digits of the sets are wrong
WORDS = ("text", "multiline", "html", "gtin")


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


def attribute_body(cells, code, suffix, currencies):
    kind = kind_of(cells)
    limits = {"minValue": 0} if cells.get("negative_allowed") == "0" else {}
    own = {"price": {"currencies": currencies}, "gtin": {"lenient": True}, "media": extensions(cells)}.get(kind, {})
    family = {"measureFamily": {"id": cells["metric_family"]}} if kind == "measure" else {}
    return {**family, "id": code, "objectType": "document", "documentType": {"id": DOCUMENT_TYPE}, "type": kind,
            "name": labels(cells, suffix), "section": {"id": cells["group"]},
            "isLocalizable": cells["localizable"] == "1", "isInherited": True,
            "isUnique": cells["unique"] == "1", "isFilterable": cells["useable_as_grid_filter"] == "1",
            "isSearchable": kind in WORDS, "constraints": {**limits, **own}, "sequence": int(cells["sort_order"] or 0)}


def extensions(cells):
    """What the names of its files may end in."""
    named = sorted(cells.get("allowed_extensions", "").split(","))
    return {"extensions": named} if named != [""] else {}


def short(root, roots):
    """A catalog's code, of at most three characters and unlike the other roots'."""
    code = root[:3].upper()
    clash = code == "PIM" or any(other[:3].upper() == code for other in roots if other != root)
    return f"T{roots.index(root):02d}" if clash else code


def variants_own(code):
    """A variant shows its document's media and holds none of the same attribute, so it has one of its own."""
    return f"{code}-variant"


def on_variant(values):
    """The same values as a variant holds them."""
    own = {slot: slot._replace(attribute=variants_own(slot.attribute)) for slot in values if slot.kind == "media"}
    return {own.get(slot, slot): cell for slot, cell in values.items()}


def of_variants(attribute):
    body = {**attribute, "id": variants_own(attribute["id"]), "objectType": "variant", "isInherited": False}
    return {key: value for key, value in body.items() if key != "section"}


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
    family = {"attributeSet": {"id": item.family}} if item.family else {}
    return {**out, **family, "documentType": {"id": DOCUMENT_TYPE},
            "classifications": [{"id": c} for c in item.categories]}
