"""The clients of bench/flood, over TLS without looking at the certificate, on this machine alone.

flood_clients.py flood HOST:PORT CONNECTIONS: pipelines `HEAD /` without waiting for an answer, and
connects again when it is closed, until it is stopped.
flood_clients.py measure HOST:PORT REQUESTS: one search after the other on one connection; prints
p50 and p99 of their times in milliseconds.
flood_clients.py resets HOST:PORT REQUESTS SKIPPED: the same for resets, each of another terminal of
the file that the environment names, after so many of them.
"""
import asyncio
import os
import random
import socket
import ssl
import sys
import time

HEADS = b"HEAD / HTTP/1.1\r\nHost: bench\r\n\r\n" * 500


def tls():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def send(writer):
    try:
        while True:
            writer.write(HEADS)
            await writer.drain()
    except OSError:
        return


async def flood(host, port):
    context = tls()
    while True:
        try:
            reader, writer = await asyncio.open_connection(host, port, ssl=context)
            sending = asyncio.create_task(send(writer))
            while await reader.read(1 << 18):
                pass
            sending.cancel()
            writer.close()
        except OSError:
            await asyncio.sleep(0.01)


async def floods(host, port, connections):
    await asyncio.gather(*(flood(host, port) for _ in range(connections)))


def read_reply(stream):
    size = 0
    status = stream.readline().split(b" ")
    if len(status) < 2 or status[1] != b"200":
        sys.exit(f"refused: {status}")
    while line := stream.readline().strip():
        name, _, value = line.partition(b": ")
        if name.lower() == b"content-length":
            size = int(value)
    if len(stream.read(size)) != size:
        sys.exit("the server closed the connection")


def request_for(method, path):
    return (
        f"{method} /v1/usg/dcs/corp/vision/activecode{path} HTTP/1.1\r\nHost: bench\r\n"
        f"X-Access-Token: {os.environ['ROOMKEY_BENCH_TOKEN']}\r\nContent-Length: 0\r\n\r\n"
    ).encode()


def searches(count):
    return [request_for("GET", "?limit=20")] * count


def resets(count, skipped):
    with open(os.environ["ROOMKEY_BENCH_ACCOUNTS"], encoding="utf-8") as file:
        accounts = [line.split()[0] for line in file]
    # The same order in each run, but not that of the file, whose neighbours share what is written.
    random.Random(1).shuffle(accounts)
    chosen = accounts[skipped:skipped + count]
    if len(chosen) < count:
        sys.exit(f"{len(accounts)} terminals are too few")
    return [request_for("PUT", f"/{account}/reset") for account in chosen]


def measure(host, port, requests):
    times = []
    with tls().wrap_socket(socket.create_connection((host, port))) as connection:
        stream = connection.makefile("rb")
        for request in requests:
            began = time.perf_counter()
            connection.sendall(request)
            read_reply(stream)
            times.append((time.perf_counter() - began) * 1000)
            time.sleep(0.002)
    times.sort()
    print(f"{times[len(times) // 2]:.2f} {times[len(times) * 99 // 100]:.2f}")


if __name__ == "__main__":
    to_host, to_port = sys.argv[2].rsplit(":", 1)
    if sys.argv[1] == "flood":
        asyncio.run(floods(to_host, int(to_port), int(sys.argv[3])))
    elif sys.argv[1] == "resets":
        measure(to_host, int(to_port), resets(int(sys.argv[3]), int(sys.argv[4])))
    else:
        measure(to_host, int(to_port), searches(int(sys.argv[3])))
