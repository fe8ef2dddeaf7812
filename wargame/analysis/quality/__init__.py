"""How good the estimates and the odds of a scenario are."""
