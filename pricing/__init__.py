"""Money and, from here on, what a bid costs, may cost and should cost. Imports nothing of bidkit."""
