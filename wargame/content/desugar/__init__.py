"""Makes ordinary metrics, actions and steps from injects and deals. Later code needs no special case for injects and
deals.
"""
