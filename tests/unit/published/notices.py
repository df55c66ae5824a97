"""A small contract notice in the shape of eForms UBL, written anew from the business terms."""

NAMES = {
    "": "urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
}
_NAMESPACES = " ".join(f'xmlns{":" * bool(name)}{name}="{uri}"' for name, uri in NAMES.items())


def extension(inside: str) -> str:
    """Return an eForms extension."""
    return (
        "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>"
        f"{inside}</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
    )


def text(tag: str, said: str, *, language: str = "DEU") -> str:
    """Return a text in a language."""
    return f'<cbc:{tag} languageID="{language}">{said}</cbc:{tag}>'


def criterion(kind: str, name: str, number: str | None, *, code: str = "per-exa", description: str = "") -> str:
    """Return a criterion of the award."""
    parameter = (
        extension(
            f'<efac:AwardCriterionParameter><efbc:ParameterCode listName="number-weight">{code}</efbc:ParameterCode>'
            f"<efbc:ParameterNumeric>{number}</efbc:ParameterNumeric></efac:AwardCriterionParameter>"
        )
        if number
        else ""
    )
    said = text("Description", description) if description else ""
    return (
        f"<cac:SubordinateAwardingCriterion>{parameter}"
        f'<cbc:AwardingCriterionTypeCode listName="award-criterion-type">{kind}</cbc:AwardingCriterionTypeCode>'
        f"{text('Name', name)}{said}</cac:SubordinateAwardingCriterion>"
    )


def lot(
    name: str,
    title: str,
    criteria: str,
    *,
    validity: str = '<cbc:DurationMeasure unitCode="DAY">90</cbc:DurationMeasure>',
    deadline: str = "<cbc:EndDate>2026-03-10+01:00</cbc:EndDate><cbc:EndTime>12:00:00+01:00</cbc:EndTime>",
    more: str = "",
) -> str:
    """Return a lot."""
    selection = extension(
        "<efac:SelectionCriteria>"
        '<cbc:CriterionTypeCode listName="selection-criterion">tp-abil</cbc:CriterionTypeCode>'
        f"{text('Name', 'Referenzen')}{text('Description', 'Drei gleiche Maschinen in fünf Jahren')}"
        "</efac:SelectionCriteria>"
    )
    return f"""
<cac:ProcurementProjectLot>
  <cbc:ID schemeName="Lot">{name}</cbc:ID>
  <cac:TenderingTerms>
    {selection}
    <cbc:VariantConstraintCode listName="permission">not-allowed</cbc:VariantConstraintCode>
    <cac:RequiredFinancialGuarantee>
      <cbc:GuaranteeTypeCode listName="tender-guarantee-required">true</cbc:GuaranteeTypeCode>
      {text("Description", "Bürgschaft einer Bank")}
    </cac:RequiredFinancialGuarantee>
    <cac:CallForTendersDocumentReference>
      <cbc:ID>Doc1</cbc:ID>
      <cbc:DocumentType>non-restricted-document</cbc:DocumentType>
      <cac:Attachment><cac:ExternalReference><cbc:URI>https://anytown.example/docs</cbc:URI></cac:ExternalReference>
      </cac:Attachment>
    </cac:CallForTendersDocumentReference>
    <cac:AwardingTerms><cac:AwardingCriterion>{criteria}</cac:AwardingCriterion></cac:AwardingTerms>
    <cac:Language><cbc:ID>DEU</cbc:ID></cac:Language>
    <cac:Language><cbc:ID>ENG</cbc:ID></cac:Language>
    <cac:TenderValidityPeriod>{validity}</cac:TenderValidityPeriod>
  </cac:TenderingTerms>
  <cac:TenderingProcess>
    <cac:TenderSubmissionDeadlinePeriod>{deadline}</cac:TenderSubmissionDeadlinePeriod>
    <cac:OpenTenderEvent>
      <cbc:OccurrenceDate>2026-03-10+01:00</cbc:OccurrenceDate><cbc:OccurrenceTime>14:00:00+01:00</cbc:OccurrenceTime>
    </cac:OpenTenderEvent>
  </cac:TenderingProcess>
  <cac:ProcurementProject>
    {text("Name", title)}
    <cbc:ProcurementTypeCode listName="contract-nature">supplies</cbc:ProcurementTypeCode>
    <cac:RequestedTenderTotal>
      <cbc:EstimatedOverallContractAmount currencyID="EUR">115000</cbc:EstimatedOverallContractAmount>
    </cac:RequestedTenderTotal>
    <cac:PlannedPeriod><cbc:DurationMeasure unitCode="MONTH">6</cbc:DurationMeasure></cac:PlannedPeriod>
    {more}
  </cac:ProcurementProject>
</cac:ProcurementProjectLot>"""


LOTS = lot(
    "LOT-0001",
    "Maschinen",
    criterion("price", "Preis", "60") + criterion("quality", "Genauigkeit", "40", description="Klasse der Messung"),
    more='<cbc:EstimatedOverallContractQuantity unitCode="C62">2</cbc:EstimatedOverallContractQuantity>',
) + lot("LOT-0002", "Schulung", criterion("price", "Preis", None))


def notice(lots: str = LOTS, *, root: str = "ContractNotice", title: str = "", before: str = "") -> bytes:
    """Return a notice."""
    organisation = f"""
<efac:Organizations><efac:Organization><efac:Company>
  <cac:PartyIdentification><cbc:ID schemeName="organization">ORG-0001</cbc:ID></cac:PartyIdentification>
  <cac:PartyName>{text("Name", "Stadt Anytown")}</cac:PartyName>
  <cac:PostalAddress><cbc:StreetName>Hauptstraße 4</cbc:StreetName><cbc:CityName>Anytown</cbc:CityName>
    <cac:Country><cbc:IdentificationCode listName="country">DEU</cbc:IdentificationCode></cac:Country>
  </cac:PostalAddress>
  <cac:Contact><cbc:Name>Vergabestelle</cbc:Name><cbc:ElectronicMail>v@anytown.example</cbc:ElectronicMail></cac:Contact>
</efac:Company></efac:Organization></efac:Organizations>
<efac:Publication><efbc:PublicationDate>2026-02-03+01:00</efbc:PublicationDate></efac:Publication>"""
    return f"""{before}<?xml version="1.0" encoding="UTF-8"?>
<{root} {_NAMESPACES}>
<!-- a comment is no value -->
{extension(organisation)}
<cbc:ID schemeName="notice-id">5f3a</cbc:ID>
<cbc:ContractFolderID>77aa-11</cbc:ContractFolderID>
<cbc:IssueDate>2026-02-02+01:00</cbc:IssueDate>
<cbc:IssueTime>10:00:00+01:00</cbc:IssueTime>
<cbc:NoticeLanguageCode listName="language">DEU</cbc:NoticeLanguageCode>
<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID schemeName="organization">ORG-0001</cbc:ID>
</cac:PartyIdentification></cac:Party></cac:ContractingParty>
<cac:TenderingTerms><cac:TendererQualificationRequest><cac:SpecificTendererRequirement>
  <cbc:TendererRequirementTypeCode listName="exclusion-ground">tax-pay</cbc:TendererRequirementTypeCode>
  {text("Description", "Offene Steuern")}
</cac:SpecificTendererRequirement></cac:TendererQualificationRequest></cac:TenderingTerms>
<cac:TenderingProcess>
  <cbc:ProcedureCode listName="procurement-procedure-type">open</cbc:ProcedureCode>
</cac:TenderingProcess>
<cac:ProcurementProject>
  <cbc:ID schemeName="InternalID">2026/17</cbc:ID>
  {title or text("Name", "Federprüfmaschinen")}
  {text("Description", "Zwei Maschinen mit Schulung.")}
  <cbc:ProcurementTypeCode listName="contract-nature">supplies</cbc:ProcurementTypeCode>
  <cac:RequestedTenderTotal>
    <cbc:EstimatedOverallContractAmount currencyID="EUR">230000.00</cbc:EstimatedOverallContractAmount>
  </cac:RequestedTenderTotal>
</cac:ProcurementProject>
{lots}
</{root}>
""".encode()
