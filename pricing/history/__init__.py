"""Past tenders: read from CSV, learned from, and used to say how far stated chances can be trusted.

`read` reads them, `model` learns from them in the order in which they were let, `forecast` states each bid's chance as
its own bidder could have, `calibration` compares chances with what came about.
"""
