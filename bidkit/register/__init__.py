"""The register: who said yes or no to a price, and which documents were issued; append-only, chained, signed.

`canonical` is the form in which things are signed, `signing` and `keys` hold the keys, `entry` is what stands in the
register, `opening` and `store` are its database, `chain` finds what was changed behind its back, `documents` enters
what was issued. SQLAlchemy, Alembic and cryptography are imported only by the modules that use them.
"""
