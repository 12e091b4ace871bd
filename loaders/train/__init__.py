"""Training the models that ship: each from annotated articles, the same from the same seed."""
