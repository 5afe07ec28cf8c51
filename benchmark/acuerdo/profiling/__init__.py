"""What a corpus contains, and what a system costs to run."""
