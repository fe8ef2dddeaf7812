"""Many games with other parameters: sweeps over one parameter, and the effect of each hidden parameter."""
