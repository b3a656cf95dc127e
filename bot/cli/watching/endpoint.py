"""Where a running bot is watched: ``/metrics`` for Prometheus, ``/health`` for whoever restarts what is not well."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from bot.cli.watching.vitals import Finding
from bot.config import Address
from bot.errors import SettingProblem, SettingsInvalid


@asynccontextmanager
async def served(
    address: Address | None, registry: CollectorRegistry, examine: Callable[[], Sequence[Finding]]
) -> AsyncIterator[None]:
    """Answer at an address until the end of the block; nowhere where there is none.

    It is answered in the loop that answers members: a loop that is stuck is seen by its silence.

    Raises:
        SettingsInvalid: the address cannot be had.
    """
    if address is None:
        yield
        return

    async def metrics(request: web.Request) -> web.Response:
        del request
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def health(request: web.Request) -> web.Response:
        del request
        findings = examine()
        well = all(finding.well for finding in findings)
        answer = {"healthy": well, "findings": [asdict(finding) for finding in findings]}
        return web.json_response(answer, status=200 if well else 503)

    app = web.Application()
    app.add_routes([web.get("/metrics", metrics), web.get("/health", health)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await _listen(runner, address)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, address: Address) -> None:
    try:
        await web.TCPSite(runner, address.host, address.port).start()
    except OSError as error:
        problem = SettingProblem("METRICS_ADDRESS", f"an address that is free, which {address} is not")
        raise SettingsInvalid((problem,)) from error
