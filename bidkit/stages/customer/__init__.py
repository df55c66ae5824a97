"""Sheets that the customer reads. Nothing in here knows a deal: a sheet is made of the customer's view alone."""
