"""Balance among the bots of a scenario: lineups, games among bots, par, and the targets of balance."""
