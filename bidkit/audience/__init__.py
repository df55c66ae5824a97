"""The customer's view of a deal: everything that a document for the customer may be made from.

No price is in the view: the volumes that show prices get `bidkit.audience.prices` beside it.

A field of the record is internal unless `allowed.py` names it. `view_of` clears the record of all that is not named
before anything is read from it, so a view cannot hang on the rest.
"""
