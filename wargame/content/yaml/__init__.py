"""YAML files as nodes that know their places, and messages about problems in these files, in an author's words."""
