"""Games that continue from a state to the end, their stored results, and means over their keys."""
