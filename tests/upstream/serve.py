#!/usr/bin/env python3
"""Serve a tree that `build` made on 127.0.0.1, as the real hosts answer, with faults on demand.

  /dist/...                       nodejs.org/dist
  /dl/?mode=json[&include=all]    go.dev/dl, the listing
  /dl/FILE                        go.dev/dl, 302 to /go/FILE (dl.google.com/go)
  /VERSION?m=text                 go.dev/VERSION
  /astral-sh/python-build-standalone/releases/download/TAG/FILE
  /github/versions/main/v1/python-build-standalone.ndjson     releases.astral.sh
  /_/...                          control, see README.md
"""
import argparse
import json
import os
import select
import socket
import struct
import sys
import threading
import time
from email.utils import formatdate, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from faults import Faults, Stalls

TYPES = {".gz": "application/gzip", ".xz": "application/x-xz", ".json": "application/json",
         ".ndjson": "application/x-ndjson", ".txt": "text/plain", ".tab": "text/plain", ".sha256": "text/plain"}
BLOCK = 1 << 20
# How long /_/stalled waits for requests that may never come.
STALLED_DEADLINE = 60
PORTAL = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to use this network.</body></html>\n"


class Gone(Exception):
    """The connection is over: the client left, or a fault ended it."""


class Upstream:
    """What all requests share."""

    def __init__(self, root, rate=None, log=None):
        self.root = Path(root).resolve()
        self.rate = rate
        self.log = open(log, "ab", buffering=0) if log else None
        self.faults = Faults()
        self.stalls = Stalls()
        self.requests = []
        self.lock = threading.Lock()

    def begin(self, method, path, asked_range):
        entry = {"method": method, "path": path, "status": None, "bytes": 0, "range": asked_range}
        with self.lock:
            self.requests.append(entry)
        return entry

    def end(self, entry):
        if self.log:
            self.log.write("{method} {path} {status} {bytes} {range}\n".format_map(
                {**entry, "range": entry["range"] or "-"}).encode())


def parse_range(text, size):
    """First and last byte of the first range asked for; None if nodejs.org answers 416."""
    if not text.startswith("bytes="):
        return None
    first, dash, last = text[6:].split(",")[0].strip().partition("-")
    if not dash or not (first + last).isdecimal():
        return None
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "upstream"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    # ------------------------------------------------------------ answers

    def answer(self, status, body=b"", kind="text/plain; charset=utf-8", **headers):
        self.head(status, len(body), kind, headers)
        if self.command != "HEAD":
            self.entry["bytes"] = len(body)
            self.wfile.write(body)

    def head(self, status, length, kind, headers):
        self.entry["status"] = status
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def answer_json(self, status, value):
        self.answer(status, json.dumps(value).encode() + b"\n", "application/json")

    def reset(self):
        """Ends the connection with RST. The bytes written so far leave the machine's buffers first: RST drops the rest."""
        conn = self.connection
        conn.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, 1)
        poll = select.poll()
        poll.register(conn, select.POLLOUT)
        poll.poll()
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(conn.detach())
        raise Gone

    # ------------------------------------------------------------ routing

    def do_GET(self):
        url = urlsplit(self.path)
        path, query = unquote(url.path), parse_qs(url.query)
        if path.startswith("/_/"):
            self.entry = {}
            return self.control(path[3:], query)
        upstream = self.server.upstream
        self.entry = upstream.begin(self.command, self.path, self.headers.get("Range"))
        try:
            self.route(path, query)
        except (Gone, BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            upstream.end(self.entry)

    do_HEAD = do_POST = do_DELETE = do_GET

    def route(self, path, query):
        upstream = self.server.upstream
        if self.command not in ("GET", "HEAD"):
            self.close_connection = True
            return self.answer(405)
        fault = upstream.faults.take(path, "any")
        if fault and fault.kind == "stall":
            self.stall()
        elif fault:
            return self.fail(fault)
        if path == "/dl/" and query.get("mode") == ["json"]:
            return self.file("dl/all.json" if query.get("include") == ["all"] else "dl/newest.json", path, cached=False)
        if path == "/VERSION":
            return self.file("dl/VERSION", path, cached=False)
        if path.startswith("/dl/") and path.count("/") == 2 and len(path) > 4:
            return self.answer(302, Location="http://%s/go/%s" % (self.headers["Host"], quote(path[4:])))
        return self.file(path[1:], path)

    def fail(self, fault):
        if fault.kind == "status":
            arg = fault.arg if isinstance(fault.arg, dict) else {"code": fault.arg}
            headers = {"Retry-After": str(arg["retry-after"])} if "retry-after" in arg else {}
            self.answer(int(arg["code"]), b"fault\n", **headers)
        elif fault.kind == "redirect":
            self.answer(302, Location=fault.arg)
        elif fault.kind == "type":
            self.answer(200, PORTAL, "text/html; charset=utf-8")
        elif fault.kind == "reset":
            self.reset()

    # -------------------------------------------------------------- files

    def file(self, relative, path, cached=True):
        upstream = self.server.upstream
        full = (upstream.root / relative).resolve()
        if upstream.root not in full.parents or not full.is_file():
            return self.answer(404, b"404 page not found\n")
        with full.open("rb") as f:
            stat = os.fstat(f.fileno())
            kind = TYPES.get(full.suffix, "application/octet-stream")
            if not cached:
                self.head(200, stat.st_size, kind, {})
                return self.body(f, 0, stat.st_size, None)
            headers = {"ETag": '"%x-%x"' % (stat.st_mtime_ns, stat.st_size),
                       "Last_Modified": formatdate(stat.st_mtime, usegmt=True),
                       "Accept_Ranges": "bytes", "Cache_Control": "public, max-age=3600, s-maxage=14400"}
            if self.unchanged(headers["ETag"], stat.st_mtime):
                return self.answer(304, **headers)
            first, last, status = 0, stat.st_size - 1, 200
            asked = self.headers.get("Range")
            fault = upstream.faults.take(path, "range" if asked else "body") if self.command == "GET" else None
            if asked and not (fault and fault.kind == "no-range"):
                span = parse_range(asked, stat.st_size)
                if span is None:
                    return self.answer(416, Content_Range="bytes */%d" % stat.st_size, Cache_Control="no-store")
                first, last, status = *span, 206
                if fault and fault.kind == "wrong-range":
                    first = min(int(fault.arg or 0), last)
                headers["Content_Range"] = "bytes %d-%d/%d" % (first, last, stat.st_size)
            self.head(status, last - first + 1, kind, headers)
            self.body(f, first, last - first + 1, fault)

    def unchanged(self, etag, mtime):
        match = self.headers.get("If-None-Match")
        if match is not None:
            return match.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in match.split(","))
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and int(mtime) <= parsedate_to_datetime(since).timestamp()
        except (TypeError, ValueError):
            return False

    def body(self, f, first, count, fault):
        if self.command == "HEAD":
            return
        kind, arg = (fault.kind, int(fault.arg or 0)) if fault else (None, 0)
        if kind in ("truncate", "reset", "stall"):
            part = min(arg, count)
            self.send(f, first, part)
            if kind == "reset":
                self.reset()
            if kind == "stall":
                self.stall()
                self.send(f, first + part, count - part)
            else:
                self.close_connection = True
        elif kind == "corrupt" and first <= arg < first + count:
            self.send(f, first, arg - first)
            self.entry["bytes"] += 1
            self.wfile.write(bytes([os.pread(f.fileno(), 1, arg)[0] ^ 0xFF]))
            self.send(f, arg + 1, first + count - arg - 1)
        else:
            self.send(f, first, count, arg if kind == "slow" else self.server.upstream.rate)

    def send(self, f, start, count, rate=None):
        # The log counts what was set out to be sent: a client that has read it all finds it there at once.
        before, sent = self.entry["bytes"], 0
        self.entry["bytes"] = before + count
        out = self.connection.fileno()
        try:
            while sent < count:
                step = min(count - sent, max(1, rate // 10) if rate else BLOCK)
                n = os.sendfile(out, f.fileno(), start + sent, step)
                if n == 0:
                    raise Gone
                sent += n
                if rate:
                    time.sleep(n / rate)
        finally:
            self.entry["bytes"] = before + sent

    def stall(self):
        if not self.server.upstream.stalls.wait(self.connection):
            raise Gone

    # ------------------------------------------------------------ control

    def control(self, name, query):
        upstream = self.server.upstream
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        call = self.command + " " + name
        if call == "POST faults":
            try:
                upstream.faults.add(json.loads(text))
            except (ValueError, KeyError, TypeError) as wrong:
                return self.answer_json(400, {"error": str(wrong)})
            self.answer_json(200, {})
        elif call == "DELETE faults":
            upstream.faults.clear()
            self.answer_json(200, {})
        elif call == "GET requests":
            with upstream.lock:
                requests = [dict(entry) for entry in upstream.requests]
            self.answer_json(200, requests)
        elif call == "DELETE requests":
            with upstream.lock:
                upstream.requests.clear()
            self.answer_json(200, {})
        elif call == "POST release":
            self.answer_json(200, {"released": upstream.stalls.release()})
        elif call == "GET stalled":
            least, most = (int(query.get(name, [default])[0]) for name, default in (("at-least", 0), ("at-most", 1 << 30)))
            count = upstream.stalls.wait_until(least, most, STALLED_DEADLINE)
            self.answer_json(200 if count is not None else 504, {"stalled": count})
        else:
            self.answer_json(404, {"error": "no such control: " + call})


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, upstream, port=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.upstream = upstream

    def handle_error(self, request, client_address):
        # A client that drops its connection between two requests is no error of this server.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def stop_with_parent(server):
    while os.read(0, 4096):
        pass
    server.shutdown()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--dir", required=True, help="the tree to serve")
    ap.add_argument("--port", type=int, default=0, help="0: any free port")
    ap.add_argument("--port-file", help="the port is written there once the server listens")
    ap.add_argument("--log", help="append a line for each request: METHOD PATH STATUS BYTES RANGE")
    ap.add_argument("--rate", type=int, help="bytes a second for each answer")
    ap.add_argument("--until-eof", action="store_true", help="stop when stdin ends, so with the process that holds it")
    a = ap.parse_args()
    if not os.path.isdir(a.dir):
        ap.error("no such folder: " + a.dir)
    server = Server(Upstream(a.dir, a.rate, a.log), a.port)
    if a.port_file:
        draft = a.port_file + ".new"
        Path(draft).write_text("%d\n" % server.server_port)
        os.replace(draft, a.port_file)
    print("http://127.0.0.1:%d" % server.server_port, flush=True)
    if a.until_eof:
        threading.Thread(target=stop_with_parent, args=(server,), daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
