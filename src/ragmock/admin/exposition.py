"""What a server tells Prometheus: read off its worlds and its tally when it is asked.

The worlds are told together: a label for each would make as many series as clients make up keys.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from prometheus_client import (
    GC_COLLECTOR,
    PLATFORM_COLLECTOR,
    PROCESS_COLLECTOR,
    CollectorRegistry,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder

from ragmock import __version__
from ragmock.domain.lifecycle import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client.metrics_core import Metric

    from ragmock.worlds import Worlds


def expose(worlds: Worlds, accept: str) -> tuple[bytes, str]:
    """Write all metrics in the format that the header `Accept` asks for; give its media type too.

    That is the text format of Prometheus, or OpenMetrics.
    """
    registry = CollectorRegistry()  # of its own: the library's may hold what others registered
    for each in (Reading(worlds), PROCESS_COLLECTOR, PLATFORM_COLLECTOR, GC_COLLECTOR):
        registry.register(each)
    try:
        write, media_type = choose_encoder(accept)
    except TypeError:  # the library compares versions, and what is no number with numbers
        write, media_type = choose_encoder("")
    return write(registry), media_type


class Reading:
    """Reads the server when it is collected; nothing is counted here."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds

    def collect(self) -> Iterator[Metric]:
        """Give each metric with what it is now."""
        yield InfoMetricFamily(
            "ragmock_build", "The ragmock that runs.", value={"version": __version__}
        )
        yield from self._happened()
        yield from self._there_is()

    def _happened(self) -> Iterator[Metric]:
        tally = self._worlds.journals.tally
        requests = CounterMetricFamily(
            "ragmock_requests",
            "Requests to the faked APIs; no status: the connection broke before one.",
            labels=("provider", "operation", "status", "refusal"),
        )
        for (provider, operation, status, refusal), count in tally.requests.items():
            told = "" if status is None else str(status)
            requests.add_metric((provider, operation, told, refusal), count)
        yield requests
        faults = CounterMetricFamily(
            "ragmock_faults_fired", "Requests that met a fault.", labels=("operation", "fault")
        )
        for fired, count in tally.faults.items():
            faults.add_metric(fired, count)
        yield faults
        yield CounterMetricFamily(
            "ragmock_journal_dropped",
            "Requests that a journal had no more room for.",
            value=tally.dropped,
        )

    def _there_is(self) -> Iterator[Metric]:
        worlds = self._worlds.opened.values()
        yield GaugeMetricFamily("ragmock_worlds", "Worlds that are open.", value=len(worlds))
        kept = sum(len(each) for each in self._worlds.journals)
        yield GaugeMetricFamily(
            "ragmock_journal_requests", "Requests that the journals keep.", value=kept
        )
        datasets, chunks = Counter(self._none), Counter(self._none)
        stages = Counter({(name, stage): 0 for name in self._none for stage in Stage})
        for world in worlds:
            for name, base in world.bases.items():
                datasets[name] += len(base.state.datasets)
                for dataset, rows in base.state.documents.items():
                    chunks[name] += base.datasets.chunk_count(dataset)
                    for document in rows.values():
                        stages[name, base.documents.stage(document)] += 1
        yield self._by_provider("ragmock_datasets", "Datasets in all worlds.", datasets)
        documents = GaugeMetricFamily(
            "ragmock_documents",
            "Documents in all worlds, by the stage of their indexing.",
            labels=("provider", "stage"),
        )
        for (name, stage), count in stages.items():
            documents.add_metric((name, stage.value), count)
        yield documents
        yield self._by_provider("ragmock_chunks", "Chunks in all worlds.", chunks)

    @property
    def _none(self) -> dict[str, int]:
        """A zero for each product, so that its series are there from the start."""
        return dict.fromkeys(self._worlds.known, 0)

    @staticmethod
    def _by_provider(name: str, told: str, counts: Counter[str]) -> Metric:
        metric = GaugeMetricFamily(name, told, labels=("provider",))
        for provider, count in counts.items():
            metric.add_metric((provider,), count)
        return metric
