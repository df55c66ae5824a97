"""Who else bids, and at what: rivals' prices from guesses and past bids, and how they move together.

`model` is what the record holds, `evidence` turns it into log-ratios, `market` learns from them, `field` is the rivals
of one tender, `draws` draws their bids, `lowest` says how likely a price is the lowest.
"""
