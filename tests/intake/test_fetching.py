"""What is asked of the web, what is not, and what comes of servers that mean harm; on real sockets."""

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from contextlib import suppress
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import __version__
from bot.errors import NotFetched
from bot.intake.web import Fetched, Fetcher, Validators
from bot.intake.web.networks import Gate
from tests.intake.website import Names, Website, answer, redirect

HERE = [ip_network("127.0.0.1/32")]
NOTHING = Validators()
ETAG = Validators('"a"', "Wed, 15 May 2024 08:00:00 GMT")


@pytest.fixture
async def site() -> AsyncIterator[Website]:
    async with Website({"/": answer("文".encode(), Content_Type="Text/Plain; charset=GBK")}) as website:
        yield website


def fetcher(pause_s: float = 0.0, timeout_s: float = 30.0, resolver: Names | None = None) -> Fetcher:
    return Fetcher(permitted=HERE, pause_s=pause_s, timeout_s=timeout_s, resolver=resolver)


async def fetch(url: str, validators: Validators = NOTHING, limit_bytes: int = 10_000) -> Fetched:
    async with fetcher() as fetching:
        return await fetching.fetch(url, validators=validators, limit_bytes=limit_bytes)


async def reason(url: str, fetching: Fetcher | None = None, limit_bytes: int = 10_000) -> str:
    """Return why ``url`` is not fetched."""
    async with fetching or fetcher() as asking:
        with pytest.raises(NotFetched) as refused:
            await asking.fetch(url, limit_bytes=limit_bytes)
    return refused.value.reason


async def test_what_a_server_answers_is_returned_as_it_states_it(site: Website) -> None:
    url = site.at("/")

    assert await fetch(url) == Fetched(url, None, "文".encode(), "text/plain", "GBK", NOTHING)


async def test_nothing_is_made_of_what_a_server_does_not_state(site: Website) -> None:
    site.answers["/"] = answer(b"a")

    fetched = await fetch(site.at("/"))

    assert (fetched.content_type, fetched.charset, fetched.validators) == ("", None, NOTHING)


async def test_a_request_says_who_asks_and_nothing_else_of_them(site: Website) -> None:
    await fetch(site.at("/"))

    assert site.headers == {
        "host": f"127.0.0.1:{site.port}",
        "user-agent": f"Jianbao/{__version__}",
        "accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.5",
        "accept-encoding": "gzip, deflate",
    }


# What has not changed


async def test_what_did_not_change_comes_without_a_body(site: Website) -> None:
    site.answers["/"] = answer(status="304 Not Modified")

    fetched = await fetch(site.at("/"), ETAG)

    assert (fetched.body, fetched.validators) == (None, ETAG)
    assert (site.headers["if-none-match"], site.headers["if-modified-since"]) == (ETAG.etag, ETAG.last_modified)


async def test_validators_are_those_of_the_answer(site: Website) -> None:
    site.answers["/"] = answer(b"a", ETag='"b"')

    assert (await fetch(site.at("/"), ETAG)).validators == Validators('"b"', None)


async def test_unchanged_means_nothing_where_nothing_was_known(site: Website) -> None:
    site.answers["/"] = answer(status="304 Not Modified")

    assert await reason(site.at("/")) == "status"


# Which addresses


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://news.example/a", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("news.example/a", "scheme"),
        ("//news.example/a", "scheme"),
        ("http:///a", "scheme"),
        ("http://", "scheme"),
        ("http://[::1/", "scheme"),
        ("http://a\\@127.0.0.1/", "scheme"),
        ("http://news.example/" + "a" * 2000, "scheme"),
        ("http://user@news.example/", "credentials"),
        ("http://user:word@news.example/", "credentials"),
        ("http://news.example:22/", "port"),
        ("https://news.example:25/", "port"),
        ("http://news.example:0/", "port"),
        ("http://" + "a" * 70 + ".example/", "unreachable"),
        ("http://no.such.name/", "unreachable"),
    ],
)
async def test_what_is_no_address_of_the_web_is_refused(url: str, expected: str) -> None:
    assert await reason(url, fetcher(resolver=Names())) == expected


@given(st.text(max_size=40))
@example("\x00")
@example("[v1.a]")
@example("xn--a")
@example("a." * 130)
def test_whatever_is_asked_for_is_refused_in_the_houses_words(rest: str) -> None:
    async def ask() -> None:
        async with Fetcher(resolver=Names(), pause_s=0.0) as fetching:
            for start in ("", "http://", "http://a.example/"):
                with pytest.raises(NotFetched):
                    await fetching.fetch(start + rest)

    asyncio.run(ask())


# Which machines

CLOSED = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 169.254.170.2
    172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1
    203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
    64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1:: 2001:10::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 3fff::1 4000::1
    5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%1 fec0::1 ff02::1
""".split()
OPEN = "1.1.1.1 8.8.8.8 172.32.0.1 192.169.0.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split()


@pytest.mark.parametrize(
    ("address", "expected"), [*((each, False) for each in CLOSED), *((each, True) for each in OPEN)]
)
def test_only_machines_of_the_public_internet_may_be_asked(address: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    assert Gate([]).permits(ip_address(address)) == expected


def test_a_permitted_network_opens_itself_and_never_what_tells_secrets() -> None:
    gate = Gate([ip_network("10.1.0.0/16"), ip_network("0.0.0.0/0"), ip_network("fd00::/8")])

    assert gate.permits(ip_address("10.1.2.3"))
    assert gate.permits(ip_address("::ffff:10.1.2.3"))
    assert gate.permits(ip_address("fd12::1"))
    for secret in ("169.254.169.254", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "::ffff:169.254.169.254"):
        assert not gate.permits(ip_address(secret))


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 127.1 0x7f.1 0x7f000001 2130706433 0177.0.0.1 017700000001 0 localhost ①②⑦.0.0.1 127。0。0。1 127.0.0.1."
    " [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1]".split(),
)
async def test_this_machine_is_not_asked_however_it_is_written(site: Website, host: str) -> None:
    assert await reason(site.at("/", host=host), Fetcher()) in {"address", "unreachable", "scheme"}
    assert site.connections == 0


async def test_a_name_that_leads_to_a_private_machine_is_not_asked(site: Website) -> None:
    names = Names(inner_example=[["127.0.0.1"]], many_example=[["127.0.0.1", "10.0.0.1", "::1"]])

    for host in ("inner.example", "many.example"):
        assert await reason(site.at("/", host=host), Fetcher(resolver=names)) == "address"
    assert site.connections == 0


async def test_of_a_names_machines_only_those_that_may_be_are_asked(site: Website) -> None:
    names = Names(mixed_example=[["127.0.0.2", "::1", "127.0.0.1"]])
    async with Website(host="127.0.0.2") as inner, fetcher(resolver=names) as fetching:
        await inner.__aexit__(None, None, None)
        inner.port = site.port
        async with inner:
            fetched = await fetching.fetch(site.at("/", host="mixed.example"))

    assert (fetched.body, site.connections, inner.connections) == ("文".encode(), 1, 0)


async def test_a_name_that_is_bound_again_is_judged_again(site: Website) -> None:
    """What is connected to is what was judged: nothing looks the name up in between."""
    names = Names(rebound_example=[["127.0.0.1"], ["127.0.0.2"]])
    url = site.at("/", host="rebound.example")
    async with fetcher(resolver=names) as fetching:
        await fetching.fetch(url)

    assert await reason(url, fetcher(resolver=names)) == "address"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("http://127.0.0.2:{port}/", "address"),
        ("//127.0.0.2:{port}/", "address"),
        ("http://[::ffff:169.254.169.254]/latest/meta-data/", "address"),
        ("http://inner.example:{port}/", "address"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://127.0.0.1/", "scheme"),
        ("http://[::1/", "scheme"),
        ("http://user:word@127.0.0.1:{port}/", "credentials"),
        ("http://127.0.0.1:22/", "port"),
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_judged_as_any_other_address(
    site: Website, target: str, status: int, expected: str
) -> None:
    site.answers["/"] = redirect("/then", status)
    site.answers["/then"] = redirect(target.format(port=site.port), status)

    assert await reason(site.at("/"), fetcher(resolver=Names(inner_example=[["127.0.0.2"]]))) == expected
    assert site.asked == ["/", "/then"]


async def test_proxies_of_the_environment_are_not_used(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    async with Website({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.at(""))
        monkeypatch.delenv("no_proxy", raising=False)
        await fetch(site.at("/"))

    assert proxy.connections == 0


async def test_cookies_are_not_kept(site: Website) -> None:
    site.answers["/"] = answer(b"a", Set_Cookie="reader=7; Path=/")
    async with fetcher() as fetching:
        await fetching.fetch(site.at("/"))
        await fetching.fetch(site.at("/"))

    assert "cookie" not in site.headers


# Where redirects lead


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [((301,), "/1"), ((308, 301), "/2"), ((302,), None), ((301, 302), "/1"), ((307, 301), None), ((303, 308), None)],
)
async def test_only_permanent_redirects_say_what_to_ask_from_now_on(
    site: Website, statuses: tuple[int, ...], moved_to: str | None
) -> None:
    for number, status in enumerate(statuses):
        site.answers[f"/{number}"] = redirect(f"{number + 1}", status)
    site.answers[f"/{len(statuses)}"] = answer(b"a")

    fetched = await fetch(site.at("/0"))

    assert fetched.url == site.at(f"/{len(statuses)}")
    assert fetched.moved_to == (moved_to and site.at(moved_to))


async def test_redirects_end(site: Website) -> None:
    site.answers["/"] = redirect("/")

    assert await reason(site.at("/")) == "redirects"
    assert len(site.asked) == 6


async def test_a_redirect_without_a_target_is_a_refusal(site: Website) -> None:
    site.answers["/"] = answer(status="302 Found")

    assert await reason(site.at("/")) == "status"


# Servers that refuse


@pytest.mark.parametrize(
    ("status", "expected"),
    [("404 Not Found", "status"), ("410 Gone", "gone"), ("429 Slow", "busy"), ("503 No", "busy"), ("599 a", "status")],
)
async def test_a_refusal_is_told_by_its_kind(site: Website, status: str, expected: str) -> None:
    site.answers["/"] = answer(b"a page that says so", status=status)

    assert await reason(site.at("/")) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("99999999999999999999", 86400.0),
        ("Wed, 15 May 2024 08:01:30 GMT", 90.0),
        ("Wed, 15 May 2024 07:00:00 GMT", 0.0),
        ("Wed, 15 May 2044 07:00:00 GMT", 86400.0),
        ("Wed, 15 May 2024 08:01:30", 90.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ],
)
async def test_a_busy_server_is_left_alone_as_long_as_it_wants(
    site: Website, stated: str, expected: float | None
) -> None:
    site.answers["/"] = answer(status="429 Slow down", Retry_After=stated, Date="Wed, 15 May 2024 08:00:00 GMT")

    with pytest.raises(NotFetched) as refused:
        await fetch(site.at("/"))

    assert refused.value.retry_after_s == expected


async def test_encryption_that_is_none_is_refused() -> None:
    async def speak_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(answer(status="400 Bad Request"))
        writer.close()

    async with await asyncio.start_server(speak_plainly, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]

        assert await reason(f"https://127.0.0.1:{port}/") == "tls"


async def test_a_closed_port_is_unreachable(site: Website) -> None:
    url = site.at("/")
    await site.__aexit__(None, None, None)

    assert await reason(url) == "unreachable"


# How much and how long


@pytest.mark.parametrize("stated", [True, False])
async def test_a_body_beyond_the_limit_is_refused(site: Website, stated: bool) -> None:  # noqa: FBT001 - a parameter
    body = b"a" * 10_001
    unstated = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body
    site.answers["/"] = answer(body) if stated else unstated

    assert await reason(site.at("/")) == "too-large"
    assert len((await fetch(site.at("/"), limit_bytes=10_001)).body or b"") == 10_001


@pytest.mark.parametrize(("encoding", "compress"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
async def test_a_bomb_goes_off_within_the_limit(site: Website, encoding: str, compress: object) -> None:
    assert callable(compress)
    site.answers["/"] = answer(compress(b"\0" * 300_000_000), Content_Encoding=encoding)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()

    assert await reason(site.at("/"), limit_bytes=1_000_000) == "too-large"

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most - before < 5_000_000


@pytest.mark.parametrize(("encoding", "compress"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
async def test_what_is_compressed_is_read(site: Website, encoding: str, compress: object) -> None:
    assert callable(compress)
    site.answers["/"] = answer(compress("文".encode()), Content_Encoding=encoding)

    assert (await fetch(site.at("/"))).body == "文".encode()


@pytest.mark.parametrize(
    "hostile",
    [
        answer(b"no gzip", Content_Encoding="gzip"),
        answer(b"no brotli", Content_Encoding="br"),
        answer(b"half", Content_Length="1000"),
        answer(b"zz\r\nno chunk\r\n", Content_Length="", Transfer_Encoding="chunked").replace(
            b"Content-Length: \r\n", b""
        ),
        answer(b"a", X="a" * 100_000),
        answer(b"a", **{f"X{number}": "a" for number in range(1000)}),
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 " + b"a" * 100_000,
    ],
)
async def test_what_is_no_sound_answer_is_refused(site: Website, hostile: bytes) -> None:
    site.answers["/"] = hostile

    assert await reason(site.at("/")) == "undecodable"


@given(
    st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=100).map(lambda rest: b"HTTP/1.1 200 OK\r\n" + rest),
        st.binary(max_size=100).map(lambda value: b"HTTP/1.1 200 OK\r\nContent-Type: " + value + b"\r\n\r\na"),
        st.binary(max_size=100).map(lambda value: b"HTTP/1.1 301 Moved\r\nLocation: " + value + b"\r\n\r\n"),
        st.binary(max_size=100).map(lambda value: b"HTTP/1.1 503 No\r\nRetry-After: " + value + b"\r\n\r\n"),
        st.binary(max_size=100).map(lambda value: b"HTTP/1.1 200 OK\r\nSet-Cookie: " + value + b"\r\n\r\na"),
    )
)
@example(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset\r\n\r\na")
@example(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\na")
@example(b"HTTP/1.1 301 Moved\r\nLocation: http://[::1\r\n\r\n")
@example(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")
@example(b"HTTP/1.1 100 Continue\r\n\r\n")
def test_whatever_a_server_answers_is_read_or_refused(said: bytes) -> None:
    async def ask() -> None:
        async with Website({"/": said}) as site, fetcher(timeout_s=5.0, resolver=Names()) as fetching:
            with suppress(NotFetched):
                await fetching.fetch(site.at("/"))

    asyncio.run(ask())


async def test_a_server_that_says_nothing_is_unreachable(site: Website) -> None:
    site.answers["/"] = b""

    assert await reason(site.at("/")) == "unreachable"


@pytest.mark.parametrize("start", [b"HTTP/1.1 200 ", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
async def test_a_server_that_drips_is_left(site: Website, start: bytes) -> None:
    """However little comes at a time, the time is that of the whole request."""

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.01)

    site.answers["/"] = drip

    assert await reason(site.at("/"), fetcher(timeout_s=0.2)) == "timeout"


# Politeness


async def test_a_host_is_asked_for_one_thing_at_a_time(site: Website) -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.01)
        writer.write(answer(b"a"))

    site.answers = {f"/{number}": slowly for number in range(8)}
    async with fetcher() as fetching:
        await asyncio.gather(*(fetching.fetch(site.at(path)) for path in site.answers))

    assert (len(site.asked), site.most_at_once) == (8, 1)


async def test_a_host_is_left_alone_for_a_while_and_others_are_asked(site: Website) -> None:
    names = Names(other_example=[["127.0.0.1"]])
    async with fetcher(pause_s=3600.0, resolver=names) as fetching:
        await fetching.fetch(site.at("/"))
        again = asyncio.create_task(fetching.fetch(site.at("/again")))
        await fetching.fetch(site.at("/", host="other.example"))
        again.cancel()
        await asyncio.wait({again})

    assert site.asked == ["/", "/"]


async def test_hosts_that_redirect_to_one_another_do_not_wait_for_one_another(site: Website) -> None:
    names = Names(a_example=[["127.0.0.1"]], b_example=[["127.0.0.1"]])
    site.answers |= {
        "/a": redirect(site.at("/", host="b.example")),
        "/b": redirect(site.at("/", host="a.example")),
    }
    async with fetcher(resolver=names) as fetching:
        urls = [site.at("/a", host="a.example"), site.at("/b", host="b.example")]
        fetched = await asyncio.gather(*(fetching.fetch(url) for url in urls))

    assert [each.body for each in fetched] == ["文".encode()] * 2


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("max-age=600", 600),
        ("public, Max-Age = 60", 60),
        ("no-cache, max-age=60", 0),
        ("s-maxage=9", 0),
        ("max-age=x", 0),
    ],
)
async def test_a_server_says_for_how_long_nothing_changes(site: Website, stated: str, expected: int) -> None:
    site.answers["/"] = answer(b"a", Cache_Control=stated)

    assert (await fetch(site.at("/"))).fresh_s == expected
