"""General Spanish text analysis: tokens, verb morphology, tags, phrases and times."""
