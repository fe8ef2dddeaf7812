"""Tests of the documents: the tests run their examples and commands, and follow their links."""
