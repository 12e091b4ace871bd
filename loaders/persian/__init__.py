"""Persian text as data: letters, tokens, numbers, dates and half-spaces, with offsets into the stored text.

Every offset here is a code point of the text as it was stored, end exclusive. Nothing in this package changes
the stored text; each module reads it and says where it read what.
"""
