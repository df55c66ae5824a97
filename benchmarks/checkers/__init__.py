"""How much each checker catches: errors sown by chance, and changes that are none, kept in docs/quality.md.

`agreement` sows into finished Word and PDF files, `confidentiality` into files, templates and builders for the
customer, `approval` into what is approved, `tamper` into the register and into issued files, `ready` into a bid that is
handed in.
"""
