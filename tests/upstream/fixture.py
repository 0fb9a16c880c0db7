"""The upstream as a fixture for tests in Python's unittest:

    with Upstream() as upstream:
        upstream.fault("*/node-v22*", "truncate", 1000, times=1)
        subprocess.run([...], env={**os.environ, **upstream.env()})
        upstream.requests()
"""
import http.client
import json
import os
import subprocess
import sys
from pathlib import Path

SERVE = Path(__file__).resolve().parent / "serve.py"


def default_tree():
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.environ.get("DEVENV_UPSTREAM_TREE") or os.path.join(cache, "devenv-upstream", "tree")


class Upstream:
    """A server of its own, as a child process that ends with this one."""

    def __init__(self, tree=None):
        self.tree = str(tree or default_tree())
        if not os.path.isdir(self.tree):
            raise FileNotFoundError("no upstream at %s; run tests/upstream/build" % self.tree)

    def __enter__(self):
        self.server = subprocess.Popen([sys.executable, str(SERVE), "--dir", self.tree, "--until-eof"],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.base = self.server.stdout.readline().strip()
        if not self.base:
            self.__exit__()
            raise RuntimeError("the upstream server did not start")
        return self

    def __exit__(self, *exc):
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()

    def url(self, path):
        return self.base + path

    def env(self):
        return {
            "DEVENV_NODE_MIRROR": self.url("/dist"),
            "DEVENV_GO_MIRROR": self.url("/dl"),
            "DEVENV_PYTHON_MIRROR": self.url("/astral-sh/python-build-standalone/releases/download"),
            "DEVENV_PYTHON_INDEX": self.url("/github/versions/main/v1/python-build-standalone.ndjson"),
        }

    def fault(self, url, kind, arg=None, times=None):
        self._control("POST", "faults", [{"url": url, "kind": kind, "arg": arg, "times": times}])

    def clear(self):
        """No faults, no requests remembered."""
        self._control("DELETE", "faults")
        self._control("DELETE", "requests")

    def requests(self):
        return self._control("GET", "requests")

    def wait_stalled(self, count=1):
        """Blocks until that many requests, or more, stand still; with 0 until all of them are over."""
        self._control("GET", "stalled?at-%s=%d" % ("least" if count else "most", count))

    def release(self):
        """Lets the requests that stand still go on; says how many."""
        return self._control("POST", "release")["released"]

    def _control(self, method, name, body=None):
        # Not urllib: it would take a proxy from the environment.
        connection = http.client.HTTPConnection(self.base.removeprefix("http://"))
        try:
            connection.request(method, "/_/" + name, None if body is None else json.dumps(body))
            answer = connection.getresponse()
            value = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError("%s %s: %d %s" % (method, name, answer.status, value))
        return value
