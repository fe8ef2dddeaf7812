"""Hand-outs on paper: a sheet for each seat, the run sheet of the facilitator, and a public page for each turn."""
