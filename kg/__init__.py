"""Peyvand (پیوند): a sourced, dated knowledge graph of institutions and their officials from Persian news."""

__version__ = "0.1.0"
