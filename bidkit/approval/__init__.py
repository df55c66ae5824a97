"""Whether a price is approved: worked out each time from what was signed and from what the record says now.

`binding` is what an approval binds, `figures` what is decided, `authority` who may say yes to it, `signed` the form in
which it is signed, `verdict` what the entries of a deal amount to. Pure: no clock, no file, no database.
"""
