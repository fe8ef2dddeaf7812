"""Screens: what a person sees at one time, made of widgets.

Must not know: rules. A screen asks the seat session.
"""
