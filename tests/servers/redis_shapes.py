"""Redis as companies run it: with TLS and users, behind sentinels, in a cluster."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.fakes import until
from tests.servers.ports import free_port
from tests.servers.redis_server import wait_until_it_answers

_CLUSTER = "cluster-enabled yes"
RIGHTS = (  # of the documentation: what our scripts and calls need, on our keys
    "resetkeys ~aicc:* -@all +ping +evalsha +script|load +time +hget +hmget +hset "
    "+hdel +pexpire +del +get +set +watch +blpop +rpush +unwatch +multi +exec"
)


@contextmanager
def servers(*lines: str, count: int = 1, first: str = "") -> Iterator[list[int]]:
    """So many with these lines in their settings; their ports."""
    with ExitStack() as stack:
        ports = [started(stack, *lines, first=first) for _ in range(count)]
        yield ports


def started(stack: ExitStack, *lines: str, first: str = "", answers: bool = True) -> int:
    port = free_port()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    own = [f"port {port}", "bind 127.0.0.1", f"dir {folder}", 'save ""', "appendonly no"]
    if _CLUSTER in lines:
        own.append(f"cluster-port {free_port()}")
    conf = folder / "redis.conf"
    conf.write_text("\n".join([*own, *lines]) + "\n", encoding="utf-8")
    command = ["redis-server", str(conf), *([first] if first else [])]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    stack.callback(process.wait, timeout=10)
    stack.callback(process.terminate)
    if answers:
        wait_until_it_answers(process, port)
    return port


@contextmanager
def with_tls(folder: Path) -> Iterator[str]:
    """Its URL."""
    made = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "1", "-subj", "/CN=aicc test", "-addext", "subjectAltName=IP:127.0.0.1",
        "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"),
    ]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    port = free_port()
    with servers(
        f"tls-port {port}",
        f"tls-cert-file {folder / 'cert.pem'}",
        f"tls-key-file {folder / 'key.pem'}",
        f"tls-ca-cert-file {folder / 'cert.pem'}",
        "tls-auth-clients no",
    ):
        yield f"rediss://127.0.0.1:{port}/0?ssl_ca_certs={folder / 'cert.pem'}"


@contextmanager
def with_users() -> Iterator[str]:
    with servers(f"user aicc on >made-up {RIGHTS}", "user other on >made-up ~* +@all") as [port]:
        yield f"redis://aicc:made-up@127.0.0.1:{port}/0"


@contextmanager
def behind_sentinels() -> Iterator[tuple[str, int]]:
    """The URL, and the port of the server that is the master."""
    with ExitStack() as stack:
        master = started(stack)
        started(stack, f"replicaof 127.0.0.1 {master}")
        watchers = [
            started(
                stack,
                f"sentinel monitor desk 127.0.0.1 {master} 1",
                "sentinel down-after-milliseconds desk 500",
                "sentinel failover-timeout desk 3000",
                first="--sentinel",
            )
            for _ in range(2)
        ]
        hosts = ",".join(f"127.0.0.1:{port}" for port in watchers)
        yield f"redis+sentinel://{hosts}/desk/0", master


@contextmanager
def as_cluster() -> Iterator[str]:
    with servers(_CLUSTER, count=3) as ports:
        hosts = [f"127.0.0.1:{port}" for port in ports]
        command = ["redis-cli", "--cluster", "create", *hosts, "--cluster-yes"]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        for port in ports:
            until(partial(_is_whole, port), 30)
        yield f"redis+cluster://{','.join(hosts)}"


def ports_of(url: str) -> list[int]:
    hosts = url.partition("://")[2].split(",")
    return [int(each.rpartition(":")[2]) for each in hosts]


def _is_whole(port: int) -> bool:
    command = ["redis-cli", "-p", str(port), "cluster", "info"]
    told = subprocess.run(command, check=True, capture_output=True, timeout=10).stdout
    return b"cluster_state:ok" in told
