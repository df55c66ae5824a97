"""Commands of the bid: the forms that the tender asks for."""

from bidkit.cli.documents import Language
from bidkit.cli.record import AsJson, Record


def forms(record: Record, as_json: AsJson = False, language: Language = None) -> None:
    """List the forms that the tender asks for: number, envelope, who signs, copies, page limit.

    They are those of the profile that the record names, as its own form list changes them.

    Example: bidkit forms deals/springs/deal.yaml
    """
    from bidkit.cli.desk import record_path, sound_desk
    from bidkit.cli.forms_view import forms_data, forms_text
    from bidkit.cli.saying import print_json, print_problems

    desk = sound_desk(record_path(record))
    if as_json:
        print_json(forms_data(desk.deal, desk.house, language))
        return
    print(forms_text(desk.deal, desk.house, language))
    print_problems(desk.problems)
