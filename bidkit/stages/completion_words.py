"""What the completion review says in words: results, milestones, promises."""

from collections.abc import Mapping

from bidkit.phrases import Phrase

RESULTS: Mapping[str | None, Phrase] = {
    "won": Phrase("won"),
    "lost": Phrase("lost"),
    "withdrawn": Phrase("withdrawn by us"),
    "cancelled": Phrase("cancelled by the customer"),
    None: Phrase("not decided yet"),
}
MILESTONES: Mapping[str, Phrase] = {
    "bid": Phrase("Bid handed in"),
    "award": Phrase("Award"),
    "signing": Phrase("Contract signed"),
    "handover": Phrase("Handover to those who build"),
    "delivery": Phrase("All delivered"),
    "acceptance": Phrase("All accepted"),
}
KEPT: Mapping[str, Phrase] = {
    "yes": Phrase("kept"),
    "late": Phrase("kept late"),
    "no": Phrase("not kept"),
    "open": Phrase("not judged yet"),
}


def apart(days: int | None) -> Phrase | None:
    """Say how many days after its plan something came."""
    if days is None:
        return None
    if days == 0:
        return Phrase("as planned")
    said = (
        (Phrase("{n} day late"), Phrase("{n} days late"))
        if days > 0
        else (Phrase("{n} day early"), Phrase("{n} days early"))
    )
    return Phrase(said[abs(days) != 1].text, n=abs(days))
