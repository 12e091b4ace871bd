"""What makes the generated part of the authority register: countries and places, from open data and curated tables.

Nothing here runs when articles are read; the register's Turtle files in `ontology/authorities/` are what the loaders use.
"""
