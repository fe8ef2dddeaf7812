"""The commands. Each command has its own file. The program loads this file only when a user calls the command."""
