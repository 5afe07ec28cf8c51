"""Word lists of the lexicon-based systems: general knowledge of names, and general Spanish."""
