"""What asking costs: requests, tokens, seconds, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Usage:
    """What a number of documents took.

    Tokens and seconds are those of the answers used, also of answers that come from the cache: they
    tell what the documents cost, not what this run cost.

    Attributes:
        documents: Documents answered for.
        chunks: Parts of documents asked about; a part that was cut in two counts three times.
        requests: Requests sent in this run, repeated ones included.
        from_cache: Answers that were on disk.
        retries: Requests repeated because they failed.
        schema_failures: Answers that did not follow the schema.
        truncated: Answers that did not fit, so that their chunk was asked in halves.
        failures: Chunks without a usable answer.
        rejected: Answered items that the ontology does not admit, and repetitions.
        prompt_tokens: Tokens read, by the server's count.
        completion_tokens: Tokens written.
        cached_tokens: Tokens read that the server had read before: part of ``prompt_tokens``.
        seconds: Waiting for answers, summed over requests: more than the clock shows when several
            are in flight.
    """

    documents: int = 0
    chunks: int = 0
    requests: int = 0
    from_cache: int = 0
    retries: int = 0
    schema_failures: int = 0
    truncated: int = 0
    failures: int = 0
    rejected: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        """Both together.

        >>> (Usage(requests=2) + Usage(requests=3, retries=1)).requests
        5
        """
        names = [each.name for each in fields(Usage)]
        return Usage(*(getattr(self, name) + getattr(other, name) for name in names))

    def __str__(self) -> str:
        """One line.

        >>> print(Usage(documents=2, chunks=2, requests=3, retries=1, prompt_tokens=1200))
        2 documents, 2 chunks, 3 requests (1 repeated), 0 answers from the cache, 1,200 + 0 tokens \
read and written (0 read before), 0.0 s; 0 answers against the schema, 0 too long, 0 chunks \
without an answer, 0 items rejected
        """
        return (
            f"{self.documents:,} documents, {self.chunks:,} chunks, {self.requests:,} requests "
            f"({self.retries:,} repeated), {self.from_cache:,} answers from the cache, "
            f"{self.prompt_tokens:,} + {self.completion_tokens:,} tokens read and written "
            f"({self.cached_tokens:,} read before), {self.seconds:.1f} s; "
            f"{self.schema_failures:,} answers against the schema, {self.truncated:,} too long, "
            f"{self.failures:,} chunks without an answer, {self.rejected:,} items rejected"
        )
