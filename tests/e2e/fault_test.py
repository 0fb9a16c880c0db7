"""What goes wrong on the way of an archive: nothing half done stays, and the next run just works."""

import ctypes
import os
import pathlib
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

from machine import SECONDS, Machine, tools
from small_tree import archive_name, make_tree

SIZE = 400_000  # of the archive, at least: it does not compress
ARCHIVE = "*" + archive_name("1.0.0")


def setUpModule():
    global TREE
    TREE = pathlib.Path(tempfile.mkdtemp(prefix="devenv-tree-"))
    unittest.addModuleCleanup(shutil.rmtree, TREE)
    # The second one has so many files that unpacking it lasts.
    make_tree(TREE, [("2.0.0", 1000, 5000), ("1.0.0", SIZE, 3)])


class FaultCase(unittest.TestCase):
    def setUp(self):
        self.machine = Machine(TREE)
        self.addCleanup(self.machine.remove)
        self.upstream = self.machine.upstream
        self.root = self.machine.project({"devenv.toml": tools(node="1")})
        self.machine.devenv("lock", cwd=self.root)
        self.upstream.clear()

    def install(self, expect=0, **options):
        return self.machine.devenv("install", cwd=self.root, expect=expect, **options)

    def assert_nothing_installed(self):
        self.assertEqual(self.machine.installed(), [])
        self.machine.exec(self.root, "node", expect=3)

    def assert_works(self, version="1.0.0"):
        self.assertEqual(self.machine.exec(self.root, "node").out, f"small node {version}\n")
        self.assertEqual(self.machine.installed(), [f"node/{version}"])
        self.assertEqual(self.machine.scratch(), [])
        place = pathlib.Path(self.machine.devenv("which", "node", cwd=self.root).out.strip()).parents[1]
        self.assertEqual(len(list(place.rglob("*.js"))), {"1.0.0": 3, "2.0.0": 5000}[version])

    def assert_next_run_works(self):
        self.upstream.clear()
        self.install()
        self.assert_works()

    def ranges(self):
        return [asked["range"] for asked in self.upstream.requests()]


class WrongBytesTest(FaultCase):
    def test_a_wrong_checksum_leaves_nothing_and_exits_4(self):
        self.upstream.fault(ARCHIVE, "corrupt", 1000)
        done = self.install(expect=4)
        self.assertIn("sha256", done.err)
        self.assertIn(archive_name("1.0.0"), done.err)
        self.assertIn("hint:", done.err)
        self.assert_nothing_installed()
        self.assertEqual(self.machine.scratch(), [])
        self.assertEqual(list((self.machine.cache / "downloads").glob("*")), [])
        self.assert_next_run_works()

    def test_an_archive_that_changed_on_disk_is_not_taken(self):
        self.install()
        kept = list((self.machine.cache / "downloads").iterdir())
        self.assertEqual(len(kept), 1)
        data = bytearray(kept[0].read_bytes())
        data[1000] ^= 1
        kept[0].write_bytes(data)
        other = {"DEVENV_HOME": self.machine.folder / "second"}
        self.install(env=other)
        self.assertEqual(self.machine.exec(self.root, "node", env=other).out, "small node 1.0.0\n")

    def test_a_web_page_instead_of_the_archive_is_called_that(self):
        self.upstream.fault(ARCHIVE, "type")
        done = self.install(expect=None)
        self.assertIn(done.code, (4, 5), done.err)
        self.assertRegex(done.err, "(?i)web page|html")
        self.assert_nothing_installed()
        self.assert_next_run_works()

    def test_a_web_page_instead_of_the_index_is_called_that(self):
        self.upstream.fault("*/index.json", "type")
        root = self.machine.project({"devenv.toml": tools(node="2")})
        shutil.rmtree(self.machine.cache)
        done = self.machine.devenv("lock", cwd=root, expect=None)
        self.assertIn(done.code, (4, 5), done.err)
        self.assertRegex(done.err, "(?i)web page|html")
        self.assertFalse((root / "devenv.lock").exists())

    def test_a_lock_that_leads_to_another_host_asks_nobody(self):
        lock = self.root / "devenv.lock"
        port = self.upstream.base.rsplit(":", 1)[1]
        for host in ("https://nodejs.example", f"https://127.0.0.1:{port}", "https://nodejs.org.evil.example",
                     "https://nodejs.org@evil.example"):
            with self.subTest(host):
                text = lock.read_text()
                lock.write_text(text.replace("https://nodejs.org", host))
                done = self.install(expect=None)
                lock.write_text(text)
                self.assertEqual(done.code, 6, done.err)
                self.assertEqual(self.upstream.requests(), [])
                self.assertEqual(self.machine.installed(), [])


class ServerTest(FaultCase):
    def test_a_server_that_is_down_is_exit_5_and_its_url_is_named(self):
        with socket.socket() as taken:
            # Bound and not listening: nobody else gets the port meanwhile, and nobody answers.
            taken.bind(("127.0.0.1", 0))
            mirror = f"http://127.0.0.1:{taken.getsockname()[1]}"
            done = self.install(expect=5, env={"DEVENV_NODE_MIRROR": mirror})
        self.assertIn(f"{mirror}/v1.0.0/{archive_name('1.0.0')}", done.err)
        self.assert_nothing_installed()
        self.assert_next_run_works()

    def test_a_busy_server_is_asked_again(self):
        self.upstream.fault(ARCHIVE, "status", 503, times=2)
        self.install()
        self.assertEqual([asked["status"] for asked in self.upstream.requests()], [503, 503, 200])
        self.assert_works()

    def test_a_server_that_stays_busy_is_exit_5(self):
        self.upstream.fault(ARCHIVE, "status", 503)
        self.assertIn("503", self.install(expect=5).err)
        self.assert_nothing_installed()

    def test_what_is_not_there_is_asked_for_once(self):
        self.upstream.fault(ARCHIVE, "status", 404)
        self.assertIn("404", self.install(expect=5).err)
        self.assertEqual(len(self.upstream.requests()), 1)
        self.assert_nothing_installed()


class ResumeTest(FaultCase):
    def test_a_body_that_ends_early_is_resumed(self):
        for kind in ("truncate", "reset"):
            with self.subTest(kind):
                self.upstream.clear()
                self.upstream.fault(ARCHIVE, kind, 150_000, times=1)
                fresh = {"DEVENV_HOME": self.machine.folder / kind, "DEVENV_CACHE_DIR": self.machine.folder / f"{kind}-cache"}
                self.install(env=fresh)
                first, second = self.ranges()
                self.assertIsNone(first)
                self.assertRegex(second, r"^bytes=\d+-$")
                self.assertEqual(self.machine.exec(self.root, "node", env=fresh).out, "small node 1.0.0\n")

    def test_a_server_that_answers_a_range_wrongly_does_no_harm(self):
        for kind in ("no-range", "wrong-range"):
            with self.subTest(kind):
                self.upstream.clear()
                self.upstream.fault(ARCHIVE, "truncate", 150_000, times=1)
                self.upstream.fault(ARCHIVE, kind)
                fresh = {"DEVENV_HOME": self.machine.folder / kind, "DEVENV_CACHE_DIR": self.machine.folder / f"{kind}-cache"}
                self.install(env=fresh)
                self.assertEqual(self.machine.exec(self.root, "node", env=fresh).out, "small node 1.0.0\n")


class KilledTest(FaultCase):
    def kill(self, child):
        child.kill()
        child.communicate(timeout=SECONDS)

    def test_killed_while_downloading(self):
        self.upstream.fault(ARCHIVE, "stall", 150_000, times=1)
        child = self.machine.start("install", cwd=self.root)
        self.upstream.wait_stalled()
        self.assertEqual(self.machine.installed(), [])
        self.kill(child)
        self.assert_nothing_installed()
        self.upstream.wait_stalled(0)
        self.upstream.clear()
        # What had arrived by then is up to the network.
        kept = sum(part.stat().st_size for part in (self.machine.cache / "downloads").glob("*.part"))
        self.install()
        self.assertEqual(self.ranges(), [f"bytes={kept}-" if kept else None])
        self.assert_works()

    @unittest.skipUnless(sys.platform == "linux", "looks on by inotify")
    def test_killed_while_unpacking(self):
        (self.root / "devenv.toml").write_text(tools(node="2"))
        self.machine.devenv("lock", cwd=self.root)
        scratch = self.machine.data / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        with Watch(scratch) as watch:
            child = self.machine.start("install", cwd=self.root)
            watch.wait()
            self.kill(child)
        self.assertNotEqual(self.machine.scratch(), [], "it was over before it was killed")
        self.assert_nothing_installed()
        self.install()
        self.assert_works("2.0.0")  # says also that what the killed one left is gone

    def test_killed_while_publishing(self):
        strace = shutil.which("strace")
        if not strace or subprocess.run([strace, "-f", "-o", os.devnull, "true"], check=False,
                                        stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("strace is not here or may not trace")
        for call in ("syncfs", "renameat2"):
            with self.subTest(call):
                shutil.rmtree(self.machine.cache, ignore_errors=True)
                child = self.machine.start("install", cwd=self.root, prefix=(
                    strace, "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL"))
                _, errors = child.communicate(timeout=SECONDS)
                self.assertNotEqual(child.returncode, 0, f"{call} was never called: {errors}")
                self.assertNotEqual(self.machine.scratch(), [])
                self.assert_nothing_installed()
        self.install()
        self.assert_works()


class TwoAtOnceTest(FaultCase):
    def test_two_installs_of_one_project_share_one_download(self):
        self.upstream.fault(ARCHIVE, "stall", 150_000, times=1)
        children = [self.machine.start("install", cwd=self.root)]
        self.upstream.wait_stalled()
        children.append(self.machine.start("install", cwd=self.root))
        self.upstream.release()
        for child in children:
            _, errors = child.communicate(timeout=SECONDS)
            self.assertEqual(child.returncode, 0, errors)
        self.assertEqual(self.machine.downloads(), [archive_name("1.0.0")])
        self.assert_works()

    def test_many_first_installs_without_a_lock(self):
        (self.root / "devenv.lock").unlink()
        children = [self.machine.start("install", cwd=self.root) for _ in range(4)]
        for child in children:
            _, errors = child.communicate(timeout=SECONDS)
            self.assertEqual(child.returncode, 0, errors)
        self.assertEqual(self.machine.downloads(), [archive_name("1.0.0")])
        self.assert_works()


class Watch:
    """Tells when something is made in a folder."""

    CREATE = 0x100  # IN_CREATE

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        libc = ctypes.CDLL(None, use_errno=True)
        self.fd = libc.inotify_init1(os.O_CLOEXEC)
        if self.fd < 0 or libc.inotify_add_watch(self.fd, os.fsencode(self.folder), self.CREATE) < 0:
            raise OSError(ctypes.get_errno(), f"cannot watch {self.folder}")
        return self

    def __exit__(self, *exc):
        os.close(self.fd)

    def wait(self):
        if not select.select([self.fd], [], [], SECONDS)[0]:
            raise AssertionError(f"nothing was made in {self.folder}")


if __name__ == "__main__":
    unittest.main()
