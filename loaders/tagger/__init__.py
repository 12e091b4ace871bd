"""The tagger: a linear-chain CRF that says of each token whether it belongs to a person, a body, a place or a post title.

`features` tells what it sees of a token, `model` reads the shipped weights and applies them, `align`, `gold`, `silver` and `tokens`
make its training data, `clusters` its word clusters, `training` the model file; `crf_door` alone knows the library that learns.
"""
