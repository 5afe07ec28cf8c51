"""Systems side by side: submissions, re-scoring, ranks and tables."""
