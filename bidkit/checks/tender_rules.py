"""Rules across the fields of a tender that is to be scored."""

from bidkit.checks.finding import Finding
from pricing.evaluation import Tender
from pricing.evaluation.faults import tender_faults


def check_tender(tender: Tender) -> tuple[Finding, ...]:
    """Hold a tender against every rule."""
    return tuple(
        Finding(fault.path, fault.message, fault.hint, "warning" if fault.warning else "error")
        for fault in tender_faults(tender)
    )
