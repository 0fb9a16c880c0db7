"""The server against a small tree: python3 tests/upstream/server_test.py"""
import http.client
import json
import os
import socket
import sys
import tempfile
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from fixture import Upstream

DATA = bytes(range(256)) * 4096
FILE = "/dist/v1.0.0/node.tar.gz"
PYTHON = "/astral-sh/python-build-standalone/releases/download/20240107/cpython-3.11.2+20240107-x.tar.gz"


class Answer:
    def __init__(self, response, body):
        self.status, self.headers, self.body = response.status, response.headers, body


class ServerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        for path, data in {FILE: DATA, PYTHON: DATA, "/go/go1.22.1.linux-amd64.tar.gz": DATA, "/dl/all.json": b"[1, 2]",
                           "/dl/newest.json": b"[2]", "/dl/VERSION": b"go1.22.1\n", "/dist/index.json": b"[]"}.items():
            full = Path(cls.folder.name + path)
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_bytes(data)
        (Path(cls.folder.name) / "dist/latest").symlink_to("v1.0.0")
        cls.upstream = cls.enterClassContext(Upstream(cls.folder.name))

    def setUp(self):
        self.upstream.clear()

    def connect(self):
        connection = http.client.HTTPConnection(self.upstream.base.removeprefix("http://"), timeout=30)
        self.addCleanup(connection.close)
        return connection

    def get(self, path, method="GET", **headers):
        connection = self.connect()
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        return Answer(response, response.read())

    def broken_get(self, path):
        """What arrives of a body, and the error that ends it."""
        connection = self.connect()
        connection.request("GET", path)
        response = connection.getresponse()
        body = b""
        try:
            while block := response.read1(65536):
                body += block
        except ConnectionResetError as error:
            return body, error
        return body, None

    # ------------------------------------------------------- without faults

    def test_file_and_head(self):
        full = self.get(FILE)
        self.assertEqual((full.status, full.body), (200, DATA))
        self.assertEqual(full.headers["Content-Type"], "application/gzip")
        self.assertEqual(full.headers["Accept-Ranges"], "bytes")
        head = self.get(FILE, "HEAD")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(head.headers["Content-Length"], str(len(DATA)))

    def test_paths(self):
        self.assertEqual(self.get("/dist/latest/node.tar.gz").body, DATA)
        self.assertEqual(self.get(PYTHON.replace("+", "%2B")).body, DATA)
        for path in ("/dist/v9/none", "/dist", "/../" * 9 + "etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"):
            self.assertEqual(self.get(path).status, 404, path)

    def test_go_listing_and_redirect(self):
        self.assertEqual(self.get("/dl/?mode=json").body, b"[2]")
        everything = self.get("/dl/?mode=json&include=all")
        self.assertEqual((everything.body, everything.headers["ETag"]), (b"[1, 2]", None))
        self.assertEqual(self.get("/VERSION?m=text").body, b"go1.22.1\n")
        answer = self.get("/dl/go1.22.1.linux-amd64.tar.gz")
        self.assertEqual((answer.status, answer.headers["Location"]),
                         (302, self.upstream.url("/go/go1.22.1.linux-amd64.tar.gz")))
        self.assertEqual(self.get("/go/go1.22.1.linux-amd64.tar.gz").body, DATA)

    def test_not_modified(self):
        first = self.get(FILE)
        etag, date = first.headers["ETag"], first.headers["Last-Modified"]
        for headers in ({"If_None_Match": etag}, {"If_None_Match": '"other", W/' + etag}, {"If_None_Match": "*"},
                        {"If_Modified_Since": date}):
            answer = self.get(FILE, **headers)
            self.assertEqual((answer.status, answer.body, answer.headers["ETag"]), (304, b"", etag), headers)
        self.assertEqual(self.get(FILE, If_None_Match='"other"', If_Modified_Since=date).status, 200)

    def test_ranges(self):
        size = len(DATA)
        for asked, first, last in (("0-9", 0, 9), ("10-", 10, size - 1), ("-5", size - 5, size - 1),
                                   ("5-99999999", 5, size - 1), ("1-2,7-8", 1, 2)):
            answer = self.get(FILE, Range="bytes=" + asked)
            self.assertEqual((answer.status, answer.body), (206, DATA[first:last + 1]), asked)
            self.assertEqual(answer.headers["Content-Range"], "bytes %d-%d/%d" % (first, last, size))
        for asked in ("bytes=%d-" % size, "bytes=9-3", "bytes=", "bytes=-", "bytes=a-b", "lines=1-2"):
            answer = self.get(FILE, Range=asked)
            self.assertEqual((answer.status, answer.headers["Content-Range"]), (416, "bytes */%d" % size), asked)
        self.assertEqual(self.get(FILE, Range="bytes=0-9", If_Range='"other"').status, 206)

    def test_keep_alive(self):
        connection = self.connect()
        ports = set()
        for path in (FILE, "/dist/none", "/dl/go1.22.1.linux-amd64.tar.gz", FILE):
            connection.request("GET", path)
            connection.getresponse().read()
            ports.add(connection.sock.getsockname())
        self.assertEqual(len(ports), 1)

    def test_many_at_once(self):
        bodies = []
        threads = [threading.Thread(target=lambda: bodies.append(self.get(FILE).body)) for _ in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(bodies, [DATA] * 64)

    def test_request_log(self):
        self.get("/dist/index.json")
        self.get(FILE, Range="bytes=1-4")
        self.get(PYTHON.replace("+", "%2B"), "HEAD")
        self.assertEqual(self.upstream.requests(), [
            {"method": "GET", "path": "/dist/index.json", "status": 200, "bytes": 2, "range": None},
            {"method": "GET", "path": FILE, "status": 206, "bytes": 4, "range": "bytes=1-4"},
            {"method": "HEAD", "path": PYTHON.replace("+", "%2B"), "status": 200, "bytes": 0, "range": None}])
        self.upstream.clear()
        self.assertEqual(self.upstream.requests(), [])

    # --------------------------------------------------------------- faults

    def test_status_a_number_of_times(self):
        self.upstream.fault("*.tar.gz", "status", {"code": 503, "retry-after": 2}, times=2)
        for _ in range(2):
            answer = self.get(FILE)
            self.assertEqual((answer.status, answer.headers["Retry-After"]), (503, "2"))
        self.assertEqual(self.get(FILE).status, 200)
        self.upstream.fault("*", "status", 404)
        self.assertEqual(self.get(FILE).status, 404)
        self.upstream.clear()
        self.assertEqual(self.get(FILE).status, 200)

    def test_truncate(self):
        self.upstream.fault(FILE, "truncate", 1000, times=1)
        connection = self.connect()
        connection.request("GET", FILE)
        response = connection.getresponse()
        self.assertEqual(response.headers["Content-Length"], str(len(DATA)))
        with self.assertRaises(http.client.IncompleteRead) as caught:
            response.read()
        self.assertEqual(caught.exception.partial, DATA[:1000])
        self.assertEqual(self.upstream.requests()[0]["bytes"], 1000)

    def test_reset(self):
        self.upstream.fault(FILE, "reset", 900000, times=1)
        body, error = self.broken_get(FILE)
        self.assertEqual(body, DATA[:900000])
        self.assertIsInstance(error, ConnectionResetError)
        self.upstream.fault(FILE, "reset", times=1)
        with self.assertRaises(ConnectionResetError):
            self.get(FILE)

    def test_stall_until_released(self):
        for arg, there in ((100, DATA[:100]), (None, b"")):
            self.upstream.clear()
            self.upstream.fault(FILE, "stall", arg, times=1)
            connection = self.connect()
            connection.request("GET", FILE)
            self.upstream.wait_stalled()
            entry = self.upstream.requests()[0]
            self.assertEqual((entry["status"], entry["bytes"]), (200 if arg else None, len(there)))
            self.assertEqual(self.upstream.release(), 1)
            self.assertEqual(connection.getresponse().read(), DATA)

    def test_stall_until_the_client_leaves(self):
        self.upstream.fault(FILE, "stall", 100)
        clients = [self.connect() for _ in range(3)]
        for client in clients:
            client.request("GET", FILE)
        self.upstream.wait_stalled(3)
        for client in clients:
            client.sock.close()
            client.close()
        self.upstream.wait_stalled(0)
        self.assertEqual([entry["bytes"] for entry in self.upstream.requests()], [100] * 3)

    def test_corrupt(self):
        self.upstream.fault(FILE, "corrupt", 500000)
        wrong = bytearray(DATA)
        wrong[500000] ^= 0xFF
        self.assertEqual(self.get(FILE).body, wrong)
        self.assertEqual(self.get(FILE, Range="bytes=499999-500001").body, wrong[499999:500002])
        self.assertEqual(self.get(FILE, Range="bytes=0-9").body, DATA[:10])

    def test_wrong_range(self):
        self.upstream.fault(FILE, "wrong-range", 7, times=1)
        self.assertEqual(self.get(FILE).body, DATA)
        answer = self.get(FILE, Range="bytes=1000-")
        self.assertEqual((answer.status, answer.body), (206, DATA[7:]))
        self.assertEqual(answer.headers["Content-Range"], "bytes 7-%d/%d" % (len(DATA) - 1, len(DATA)))
        self.assertEqual(self.get(FILE, Range="bytes=1000-").body, DATA[1000:])

    def test_no_range(self):
        self.upstream.fault(FILE, "no-range", times=1)
        answer = self.get(FILE, Range="bytes=1000-")
        self.assertEqual((answer.status, answer.body, answer.headers["Content-Range"]), (200, DATA, None))

    def test_captive_portal(self):
        self.upstream.fault("/dist/*", "type")
        answer = self.get("/dist/index.json")
        self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertIn(b"<html>", answer.body)

    def test_redirect(self):
        self.upstream.fault(FILE, "redirect", "http://127.0.0.1:1/x")
        answer = self.get(FILE)
        self.assertEqual((answer.status, answer.headers["Location"]), (302, "http://127.0.0.1:1/x"))

    def test_slow(self):
        self.upstream.fault("/dist/index.json", "slow", 1000)
        self.assertEqual(self.get("/dist/index.json").body, b"[]")

    def test_body_faults_leave_redirects_alone(self):
        self.upstream.fault("*go1.22*", "truncate", 10, times=1)
        self.assertEqual(self.get("/dl/go1.22.1.linux-amd64.tar.gz").status, 302)
        body, _ = self.broken_get("/go/go1.22.1.linux-amd64.tar.gz")
        self.assertEqual(len(body), 10)

    def test_control_says_what_is_wrong(self):
        with self.assertRaisesRegex(RuntimeError, "no such kind: explode"):
            self.upstream.fault("*", "explode")
        with self.assertRaisesRegex(RuntimeError, "truncate needs arg"):
            self.upstream.fault("*", "truncate")
        with self.assertRaisesRegex(RuntimeError, "no such control"):
            self.upstream._control("GET", "nothing")


if __name__ == "__main__":
    unittest.main()
