"""The shapes of values in content files. A shape is a declaration of the form that a value must have.

A shape reads a value, reports a mistake, and makes the JSON Schema from which editors learn the form.
"""
