"""Requirements from a spreadsheet: found, read with every value at its cell, and held against the record."""
