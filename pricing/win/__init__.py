"""How likely a price of ours wins.

`contest` samples the rivals and rescores all bids at each price, or integrates where the lowest price alone decides;
`wins` keeps what each price wins in each draw; `optimum` finds the price of greatest expected profit for any win
chance, with the closed models to compare with.
"""
