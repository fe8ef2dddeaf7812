"""Reads YAML files as nodes with their places. Problems are reported in words that an author knows."""
