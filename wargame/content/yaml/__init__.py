"""YAML files as nodes that know their places, and problems in them in an author's words."""
