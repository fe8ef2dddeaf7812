"""Screens: what a person sees at one time, put together of widgets.

Must not know: rules; a screen asks the table at which the game is played.
"""
