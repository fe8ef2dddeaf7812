"""The command line: one file per command, loaded only when it is called.

Must not know: rules. This package calls the layers below.
"""
