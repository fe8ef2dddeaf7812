"""The rule language: the text of a formula becomes nodes, with every name and axis checked."""
