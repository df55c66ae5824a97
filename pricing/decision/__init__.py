"""What to ask: the price positions between what we must earn and what the customer may pay, and who must say yes.

`policy` is what a house decides once, `situation` one deal's costs and contest, `curve` every price tried out,
`positions` the points on the curve that have a name, `decide` all of it together.
"""
