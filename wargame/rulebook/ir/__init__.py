"""The checked graph of formulas: nodes with axes and bounds, and the operations on them."""
