"""Reads the rule language: the text of a formula becomes nodes, and every name and axis is checked."""
