"""The metrics of one process, by Prometheus's conventions; no label holds an id, a name or a word of anyone's."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from bot import __version__
from bot.analysis.pipeline import ANALYSIS_VERSION
from bot.chat.reception import Answered, Reception
from bot.jobs.clock import Clock
from bot.jobs.pulse import Heart, Queue

ANSWER_BUCKETS_S = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3, 10, 30)
"""A completion should take 0.1 s; an answer is deferred after 1.5 s, and given up by Discord after 3 s."""
JOB_BUCKETS_S = (0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300)


class Metrics:
    """Counts what interactions and jobs come to; ``watch`` adds the state of the process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        self._interactions = Counter(
            "jianbao_interactions",
            "What members did, by what became of it.",
            ["kind", "command", "outcome"],
            registry=self.registry,
        )
        self._deferred = Counter(
            "jianbao_interactions_deferred",
            "Answers for which Discord was told to wait.",
            ["kind"],
            registry=self.registry,
        )
        self._answer_s = Histogram(
            "jianbao_interaction_seconds",
            "From an interaction's arrival to the end of its answer.",
            ["kind"],
            buckets=ANSWER_BUCKETS_S,
            registry=self.registry,
        )
        self._jobs = Counter(
            "jianbao_jobs", "What was done unasked, by what became of it.", ["job", "outcome"], registry=self.registry
        )
        self._job_s = Histogram(
            "jianbao_job_seconds", "How long that took.", ["job"], buckets=JOB_BUCKETS_S, registry=self.registry
        )

    def answered(self, answered: Answered) -> None:
        """Count an interaction."""
        self._interactions.labels(answered.kind, answered.command, answered.outcome).inc()
        self._answer_s.labels(answered.kind).observe(answered.took_s)
        if answered.deferred:
            self._deferred.labels(answered.kind).inc()

    def done(self, job: str, outcome: str, took_s: float) -> None:
        """Count something that was done unasked."""
        self._jobs.labels(job, outcome).inc()
        self._job_s.labels(job).observe(took_s)

    def watch(self, heart: Heart, reception: Reception, clock: Clock) -> None:
        """Tell too how the process is whenever it is asked."""
        self.registry.register(_State(heart, reception, clock))


class _State(Collector):
    """What holds at the moment of asking, or held at the last beat of the heart."""

    def __init__(self, heart: Heart, reception: Reception, clock: Clock) -> None:
        self._heart = heart
        self._reception = reception
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """Yield each."""
        yield InfoMetricFamily(
            "jianbao_build", "What runs.", {"version": __version__, "analysis": str(ANALYSIS_VERSION)}
        )
        yield GaugeMetricFamily(
            "jianbao_interactions_in_flight", "Interactions being answered.", self._reception.in_flight
        )
        yield from self._gateway()
        yield from self._database()
        yield from self._queues()

    def _gateway(self) -> Iterator[Metric]:
        ready = GaugeMetricFamily("jianbao_shard_ready", "1 where a shard hears Discord, else 0.", labels=["shard"])
        latency = GaugeMetricFamily(
            "jianbao_gateway_latency_seconds", "How long the last heartbeat took to be answered.", labels=["shard"]
        )
        for shard in self._heart.shards:
            ready.add_metric([str(shard.id)], shard.is_ready)
            if shard.latency_s is not None:
                latency.add_metric([str(shard.id)], shard.latency_s)
        yield ready
        yield latency

    def _database(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "jianbao_database_write_seconds", "How long the last pulse took to be written.", self._heart.write_s
        )
        if self._heart.beaten_at is not None:
            written = "jianbao_database_written_timestamp_seconds"
            yield GaugeMetricFamily(written, "When a pulse was last written.", self._heart.beaten_at.timestamp())

    def _queues(self) -> Iterator[Metric]:
        now, waiting = self._clock.now(), self._heart.waiting
        waits = GaugeMetricFamily(
            "jianbao_queue_wait_seconds", "For how long the first of what is due waits to be claimed.", labels=["queue"]
        )
        for queue in Queue:
            waits.add_metric([queue], waiting.longest(queue, now).total_seconds())
        yield waits
        if waiting.last_digest is not None:
            last = "jianbao_last_digest_timestamp_seconds"
            yield GaugeMetricFamily(
                last, "When the last digest that was posted was due.", waiting.last_digest.timestamp()
            )
