"""From sentences to mentions and claims: one file a layer, each a plain function over a page."""
