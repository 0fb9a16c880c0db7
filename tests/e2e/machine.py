"""A machine of its own for a test: a home folder, a devenv folder, a clean environment and an upstream."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import typing
import unittest
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "upstream"))
from fixture import Upstream  # noqa: E402

# A limit for what must never last so long, not a wait: sanitizers and busy machines are slow.
SECONDS = 300

# How this machine's clients reach their registries; without these a new HOME would cut them off.
PASSED_ON = ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
             "http_proxy", "https_proxy", "no_proxy", "GOPROXY", "GONOPROXY", "GOSUMDB", "GONOSUMDB",
             "GONOSUMCHECK", "GOPRIVATE", "GOINSECURE", "GOFLAGS")


def program():
    folder = os.environ.get("DEVENV_BUILD_DIR")
    if not folder:
        raise unittest.SkipTest("DEVENV_BUILD_DIR does not name a build tree")
    return pathlib.Path(folder).resolve() / "bin" / "devenv"


def client_settings():
    """The settings of this machine's npm, pip and Go that a new HOME would hide from them."""
    settings = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    settings.update({name: value for name, value in os.environ.items()
                     if name.startswith("PIP_") or name.endswith("SAN_OPTIONS")})
    for name in ("registry", "cafile"):
        value = answer_of("npm", "config", "get", name)
        if value not in ("", "null", "undefined"):
            settings["NPM_CONFIG_" + name.upper()] = value
    for name in PASSED_ON:
        if name.startswith("GO") and (value := answer_of("go", "env", name)):
            settings[name] = value
    home = pathlib.Path.home()
    for file in (home / ".pip" / "pip.conf", home / ".config" / "pip" / "pip.conf"):
        if file.is_file() and "PIP_CONFIG_FILE" not in settings:
            settings["PIP_CONFIG_FILE"] = str(file)
    return settings


def answer_of(*command):
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
                          timeout=SECONDS)
    return done.stdout.strip() if done.returncode == 0 else ""


def require_reachable(what, url):
    """Skips the test where this machine does not reach `url`: that says nothing about devenv."""
    try:
        with urllib.request.urlopen(url, timeout=20):
            pass
    except (OSError, urllib.error.URLError) as error:
        raise unittest.SkipTest(f"{what} cannot be reached from this machine: {error}") from error


class Result(typing.NamedTuple):
    code: int
    out: str
    err: str


class Machine:
    settings = None  # of the clients; asked once

    def __init__(self, tree=None):
        self.program = program()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="devenv-e2e-")).resolve()
        self.home = self.folder / "home"
        self.data = self.folder / "data"
        self.cache = self.folder / "cache"
        self.system = self.folder / "system"  # programs of "the system", before the real ones
        for folder in (self.home, self.system):
            folder.mkdir()
        try:
            self.upstream = Upstream(tree).__enter__()
        except FileNotFoundError as error:
            shutil.rmtree(self.folder)
            raise unittest.SkipTest(str(error)) from error
        if Machine.settings is None:
            Machine.settings = client_settings()
        self.env = {
            **Machine.settings,
            **self.upstream.env(),
            "HOME": str(self.home),
            "DEVENV_HOME": str(self.data),
            "DEVENV_CACHE_DIR": str(self.cache),
            "DEVENV_CONFIG_DIR": str(self.folder / "config"),
            "PATH": f"{self.system}:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "NPM_CONFIG_UPDATE_NOTIFIER": "false",  # it asks the registry with every command
            "NPM_CONFIG_AUDIT": "false",
            "NPM_CONFIG_FUND": "false",
        }

    def remove(self):
        self.upstream.__exit__()
        remove_tree(self.folder)

    def environment(self, changes=None):
        """The machine's environment with `changes`; a value of None takes a variable away."""
        merged = {**self.env, **(changes or {})}
        return {name: str(value) for name, value in merged.items() if value is not None}

    def project(self, files, name=None):
        """A new folder with these files; a path ends with / for an empty folder."""
        parent = self.folder / "projects"
        parent.mkdir(exist_ok=True)
        root = parent / name if name else pathlib.Path(tempfile.mkdtemp(dir=parent))
        root.mkdir(parents=True, exist_ok=True)
        write_files(root, files)
        return root

    def run(self, command, cwd=None, env=None, expect=0, stdin=""):
        done = subprocess.run([str(word) for word in command], cwd=cwd or self.folder, env=self.environment(env),
                              input=stdin, capture_output=True, text=True, check=False, timeout=SECONDS)
        if expect is not None and done.returncode != expect:
            raise AssertionError(f"exit {done.returncode}, not {expect}: {' '.join(map(str, command))}\n"
                                 f"{done.stdout}\n{done.stderr}")
        return Result(done.returncode, done.stdout, done.stderr)

    def devenv(self, *arguments, cwd=None, env=None, expect=0, stdin=""):
        return self.run([self.program, *arguments], cwd, env, expect, stdin)

    def exec(self, project, *command, **options):
        return self.devenv("exec", "--", *command, cwd=project, **options)

    def start(self, *arguments, cwd, prefix=(), env=None):
        """devenv as a child that goes on while the test looks on."""
        return subprocess.Popen([*map(str, prefix), str(self.program), *arguments], cwd=cwd,
                                env=self.environment(env), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def shim(self, name):
        return self.data / "shims" / name

    def installed(self):
        """What the store has, as tool/version: what a run of devenv would take as whole."""
        return sorted("/".join(place.relative_to(self.data / "store").parts[:2])
                      for place in (self.data / "store").glob("*/*/*"))

    def scratch(self):
        folder = self.data / "tmp"
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def downloads(self):
        """The archives that were asked for since the last `clear()` of the upstream, in order."""
        return [asked["path"].rsplit("/", 1)[1] for asked in self.upstream.requests()
                if asked["path"].endswith((".tar.gz", ".tar.xz")) and asked["status"] not in (301, 302)]


def write_files(root, files):
    for name, text in files.items():
        path = root / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if text.startswith("#!"):
            path.chmod(0o755)


def remove_tree(folder):
    """Also what is read-only: Go's module cache and devenv's store."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            if not os.path.islink(os.path.join(path, name)):
                os.chmod(os.path.join(path, name), 0o700)
    shutil.rmtree(folder)


def tools(**requests):
    """A devenv.toml that asks for these."""
    return "[tools]\n" + "".join(f'{name} = "{request}"\n' for name, request in requests.items())


def read_lock(project):
    return json.loads((project / "devenv.lock").read_text())


class MachineCase(unittest.TestCase):
    """One machine for all tests of the class, with the tools of `wanted` installed for `cls.root`."""

    wanted = {}
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.machine = Machine()
        cls.addClassCleanup(cls.machine.remove)
        if cls.wanted:
            cls.root = cls.machine.project({"devenv.toml": tools(**cls.wanted)}, "root")
            cls.machine.devenv("install", cwd=cls.root)

    def project(self, files, name=None):
        return self.machine.project(files, name)
