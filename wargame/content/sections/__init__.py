"""One file for each section of a rule set or scenario."""
