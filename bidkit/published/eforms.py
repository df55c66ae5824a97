"""An eForms notice seen as a release of open contracting data, as the OCDS profile for eForms maps its business terms.

Every value keeps its place in the XML; codes that OCDS writes otherwise are said in its words.
"""

from collections.abc import Iterable, Mapping

from bidkit.published.eforms_terms import contract_period, deposits, moment, validity
from bidkit.published.eforms_xml import NOTICES, notice_tree
from bidkit.published.leaves import Node
from bidkit.published.reading import Published

EXTENSION = ("ext:UBLExtensions", "ext:UBLExtension", "ext:ExtensionContent", "efext:EformsExtension")
_PROJECT = "cac:ProcurementProject"
_TERMS = "cac:TenderingTerms"
_PROCESS = "cac:TenderingProcess"
_CATEGORIES = {"supplies": "goods"}
_METHODS = {
    "open": "open",
    "restricted": "selective",
    "neg-w-call": "limited",
    "neg-wo-call": "limited",
    "comp-dial": "limited",
    "innovation": "limited",
}
_WEIGHTS = {
    "per-exa": "percentageExact",
    "per-mid": "percentageRangeMiddle",
    "dec-exa": "decimalExact",
    "dec-mid": "decimalRangeMiddle",
    "poi-exa": "pointsExact",
    "poi-mid": "pointsRangeMiddle",
    "ord-imp": "order",
}
_VARIANTS = {"not-allowed": "notAllowed", "allowed": "allowed"}
_UNITS = {
    "C62": "pcs",
    "H87": "pcs",
    "KGM": "kg",
    "TNE": "t",
    "MTR": "m",
    "MTK": "m²",
    "LTR": "l",
    "HUR": "h",
    "DAY": "d",
}
_NUMBERS = {"number-weight": "weight", "number-fixed": "fixed", "number-threshold": "threshold"}


def read_eforms(raw: bytes, path: str) -> tuple[Published, str]:
    """Return a notice as what counts of a published file, with the words for its kind."""
    root = notice_tree(raw, path)
    kind = NOTICES[str(root.path[0])]
    published = Published(root, _release(root))
    if kind != NOTICES["ContractNotice"]:
        published.notes.append((root.path, "announces a tender and does not ask for bids yet"))
    return published, f"eForms {kind}"


def group(entries: Mapping[str, Node]) -> Node:
    """Return a group of what was found."""
    found = {name: node for name, node in entries.items() if node.given}
    first = next(iter(found.values()), Node(()))
    return Node(first.path[:-1], entries=found, found=bool(found))


def listed(nodes: Iterable[Node]) -> Node:
    """Return a list of what was found."""
    return Node((), items=[node for node in nodes if node.given])


def coded(node: Node, words: Mapping[str, str]) -> Node:
    """Return a code in the words of OCDS, with its place in the notice."""
    code = str(node.value or "")
    return Node(node.path, words.get(code, node.value), found=node.found)


def _release(root: Node) -> Node:
    published = root.at(*EXTENSION, "efac:Publication")
    return group(
        {
            "ocid": root["cbc:ContractFolderID"],
            "id": root["cbc:ID"],
            "date": moment(root["cbc:IssueDate"], root["cbc:IssueTime"]),
            "language": root["cbc:NoticeLanguageCode"],
            "buyer": group({"id": _buyer(root)}),
            "parties": listed(map(_party, root.at(*EXTENSION, "efac:Organizations")["efac:Organization"].several())),
            "tender": _tender(root, published),
        }
    )


def _buyer(root: Node) -> Node:
    parties = root["cac:ContractingParty"].several()
    return parties[0].at("cac:Party", "cac:PartyIdentification", "cbc:ID") if parties else Node((), found=False)


def _party(organisation: Node) -> Node:
    company = organisation["efac:Company"]
    address, contact = company["cac:PostalAddress"], company["cac:Contact"]
    return group(
        {
            "id": company.at("cac:PartyIdentification", "cbc:ID"),
            "name": company.at("cac:PartyName", "cbc:Name"),
            "address": group(
                {
                    "streetAddress": address["cbc:StreetName"],
                    "postalCode": address["cbc:PostalZone"],
                    "locality": address["cbc:CityName"],
                    "country": address.at("cac:Country", "cbc:IdentificationCode"),
                }
            ),
            "contactPoint": group(
                {
                    "name": contact["cbc:Name"],
                    "telephone": contact["cbc:Telephone"],
                    "email": contact["cbc:ElectronicMail"],
                    "url": company["cbc:WebsiteURI"],
                }
            ),
        }
    )


def _tender(root: Node, published: Node) -> Node:
    project, process = root[_PROJECT], root[_PROCESS]
    internal = project["cbc:ID"]
    lots = [node for node in root["cac:ProcurementProjectLot"].several() if _is_lot(node)]
    return group(
        {
            "id": internal if internal.given else root["cbc:ContractFolderID"],
            "title": project["cbc:Name"],
            "description": project["cbc:Description"],
            "datePublished": published["efbc:PublicationDate"],
            "mainProcurementCategory": coded(project["cbc:ProcurementTypeCode"], _CATEGORIES),
            "procurementMethod": coded(process["cbc:ProcedureCode"], _METHODS),
            "procurementMethodDetails": process["cbc:Description"],
            "value": _value(project),
            "exclusionGrounds": group({"criteria": listed(_demands(root[_TERMS], "exclusion-ground"))}),
            "lots": listed(map(_lot, lots)),
            "documents": _documents(root, lots),
            "items": listed(map(_item, lots)),
        }
    )


def _is_lot(node: Node) -> bool:
    return node["cbc:ID"].marks.get("schemeName", "Lot") in ("Lot", "Part")


def _value(project: Node) -> Node:
    amount = project.at("cac:RequestedTenderTotal", "cbc:EstimatedOverallContractAmount")
    return group({"amount": Node(amount.path, amount.value, found=amount.found), "currency": amount["@currencyID"]})


def _lot(node: Node) -> Node:
    project, terms, process = node[_PROJECT], node[_TERMS], node[_PROCESS]
    deadline = process["cac:TenderSubmissionDeadlinePeriod"]
    if not deadline.given:
        deadline = process["cac:ParticipationRequestReceptionPeriod"]
    questions, opening = process["cac:AdditionalInformationRequestPeriod"], process["cac:OpenTenderEvent"]
    closes = moment(deadline["cbc:EndDate"], deadline["cbc:EndTime"])
    return group(
        {
            "id": node["cbc:ID"],
            "title": project["cbc:Name"],
            "description": project["cbc:Description"],
            "value": _value(project),
            "awardCriteria": group({"criteria": listed(_criteria(terms))}),
            "selectionCriteria": group({"criteria": listed(_selection(terms))}),
            "tenderPeriod": group({"endDate": closes}),
            "enquiryPeriod": group({"endDate": moment(questions["cbc:EndDate"], questions["cbc:EndTime"])}),
            "bidOpening": group({"date": moment(opening["cbc:OccurrenceDate"], opening["cbc:OccurrenceTime"])}),
            "contractPeriod": contract_period(project["cac:PlannedPeriod"]),
            "submissionTerms": group(
                {
                    "variantPolicy": coded(terms["cbc:VariantConstraintCode"], _VARIANTS),
                    "languages": listed(each["cbc:ID"] for each in terms["cac:Language"].several()),
                    "bidValidityPeriod": validity(terms["cac:TenderValidityPeriod"], closes),
                    "depositsGuarantees": deposits(terms["cac:RequiredFinancialGuarantee"]),
                }
            ),
        }
    )


def _criteria(terms: Node) -> Iterable[Node]:
    for awarding in terms["cac:AwardingTerms"].several():
        for criterion in awarding["cac:AwardingCriterion"].several():
            yield from map(_criterion, criterion["cac:SubordinateAwardingCriterion"].several())


def _criterion(node: Node) -> Node:
    return group(
        {
            "type": node["cbc:AwardingCriterionTypeCode"],
            "name": node["cbc:Name"],
            "description": node["cbc:Description"],
            "numbers": listed(map(_number, node.at(*EXTENSION)["efac:AwardCriterionParameter"].several())),
        }
    )


def _number(node: Node) -> Node:
    code = node["efbc:ParameterCode"]
    name = _NUMBERS.get(code.marks.get("listName", ""), "weight")
    return group({"number": node["efbc:ParameterNumeric"], name: coded(code, _WEIGHTS)})


def _selection(terms: Node) -> Iterable[Node]:
    """Return what bidders must show: in an extension until SDK 1.9, among the qualifications from then on."""
    for node in terms.at(*EXTENSION)["efac:SelectionCriteria"].several():
        yield group(
            {
                "type": node["cbc:CriterionTypeCode"],
                "name": node["cbc:Name"],
                "description": node["cbc:Description"],
            }
        )
    yield from _demands(terms, "selection-criterion")


def _demands(terms: Node, kind: str) -> Iterable[Node]:
    for request in terms["cac:TendererQualificationRequest"].several():
        for node in request["cac:SpecificTendererRequirement"].several():
            code = node["cbc:TendererRequirementTypeCode"]
            if code.marks.get("listName") == kind:
                yield group({"type": code, "name": node["cbc:Name"], "description": node["cbc:Description"]})


def _documents(root: Node, lots: Iterable[Node]) -> Node:
    """Return the documents of the tender and of its lots; one that several lots name is one."""
    found: dict[tuple[object, object], Node] = {}
    for holder in (root, *lots):
        for node in holder[_TERMS]["cac:CallForTendersDocumentReference"].several():
            uri = node.at("cac:Attachment", "cac:ExternalReference", "cbc:URI")
            key = node["cbc:ID"].value, uri.value
            if key in found:
                _add_places(found[key]["id"], node["cbc:ID"])
                _add_places(found[key]["title"], uri)
            else:
                found[key] = group({"id": node["cbc:ID"], "title": uri, "url": uri, "documentType": _bidding(node)})
    return listed(found.values())


def _add_places(first: Node, other: Node) -> None:
    if first.found and other.found:
        first.also = (*first.also, other.path)


def _bidding(node: Node) -> Node:
    kind = node["cbc:DocumentType"]
    return Node(kind.path, "biddingDocuments" if kind.given else None, found=kind.found)


def _item(lot: Node) -> Node:
    """Return what a lot buys, where the notice says how much of it."""
    project = lot[_PROJECT]
    quantity = project["cbc:EstimatedOverallContractQuantity"]
    if not quantity.given:
        return Node((), found=False)
    return group(
        {
            "id": lot["cbc:ID"],
            "description": project["cbc:Name"],
            "quantity": Node(quantity.path, quantity.value),
            "unit": group({"name": coded(quantity["@unitCode"], _UNITS)}),
            "relatedLot": lot["cbc:ID"],
        }
    )
