"""The parts of a rule set: metrics, parameters, steps, actions, deals, injects and fog."""
