"""The command line. Each command has its own file. The program loads this file only when a user calls the command.

Must not know: rules. This package calls the layers below.
"""
