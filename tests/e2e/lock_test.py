"""devenv.lock: the same for everyone, made of the upstream's own urls, enough for an install."""

import hashlib
import pathlib
import unittest

from machine import Machine, MachineCase, read_lock, tools

ALL = {"node": "20", "python": "3.9", "go": "1.22"}
# As the upstreams write them.
PLATFORMS = {"linux-x64": "linux-x64", "linux-arm64": "linux-arm64", "darwin-arm64": "macos-arm64",
             "darwin-x64": "macos-x64", "x86_64-unknown-linux-gnu": "linux-x64",
             "aarch64-unknown-linux-gnu": "linux-arm64", "linux-amd64": "linux-x64"}
HOSTS = {"node": "https://nodejs.org/dist/", "go": "https://go.dev/dl/",
         "python": "https://github.com/astral-sh/python-build-standalone/releases/download/"}


class LockTest(MachineCase):
    def lock(self, files, **options):
        root = self.project(files)
        self.machine.devenv("lock", cwd=root, **options)
        return read_lock(root)["tools"]

    def test_two_machines_write_the_same_bytes(self):
        here = self.project({"devenv.toml": tools(**ALL)})
        self.machine.devenv("lock", cwd=here)
        other = Machine()  # its upstream listens at another port
        self.addCleanup(other.remove)
        there = other.project({"devenv.toml": tools(**ALL), "some/folder/": ""}, "a very different place")
        strange = {"TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "HOME": other.folder / "system",
                   "USER": "somebody", "DEVENV_JOBS": "1"}
        other.run(["sh", "-c", 'umask 077; exec "$@"', "sh", other.program, "lock"], cwd=there / "some" / "folder",
                  env=strange)
        self.assertEqual((here / "devenv.lock").read_bytes(), (there / "devenv.lock").read_bytes())

    def test_every_artifact_has_the_upstreams_url_and_the_sha256_of_its_bytes(self):
        locked = self.lock({"devenv.toml": tools(**ALL)})
        served = {path.name: path for path in self.archives()}
        for name, tool in locked.items():
            for platform, artifact in tool["artifacts"].items():
                with self.subTest(f"{name} {platform}"):
                    self.assertTrue(artifact["url"].startswith(HOSTS[name]), artifact["url"])
                    data = served[artifact["url"].rsplit("/", 1)[1].replace("%2B", "+")].read_bytes()
                    self.assertEqual(artifact["sha256"], hashlib.sha256(data).hexdigest())
                    self.assertEqual(artifact.get("size", len(data)), len(data))

    def test_nothing_of_the_machine_is_in_the_lock(self):
        root = self.project({"devenv.toml": tools(**ALL)})
        self.machine.devenv("lock", cwd=root)
        text = (root / "devenv.lock").read_text()
        for trace in ("127.0.0.1", str(self.machine.folder), "localhost"):
            self.assertNotIn(trace, text)

    def test_the_platforms_are_those_of_the_upstream(self):
        locked = self.lock({"devenv.toml": tools(**ALL)})
        found = {name: {p for p in tool["artifacts"] if not p.endswith("-musl")} for name, tool in locked.items()}
        listed = {name: {platform for native, platform in PLATFORMS.items() for file in self.archives()
                         if f"{mark}{locked[name]['version']}" in file.name and native in file.name}
                  for name, mark in (("node", "node-v"), ("python", "cpython-"), ("go", "go"))}
        self.assertEqual(found, listed)

    def archives(self):
        return [path for path in pathlib.Path(self.machine.upstream.tree).rglob("*.tar.*")
                if path.suffix in (".gz", ".xz")]

    def test_requests_choose_the_newest_that_fits(self):
        for tool, request, version in (
                ("node", "lts", "22.23.3"), ("node", "lts/jod", "22.23.3"), ("node", "lts/iron", "20.18.1"),
                ("node", "latest", "26.10.0"), ("node", ">=20 <23", "22.23.3"), ("node", "^20.5", "20.18.1"),
                ("node", "22", "22.23.3"), ("node", "22.23.2", "22.23.2"), ("node", "v20.18.1", "20.18.1"),
                ("node", "20.x || 26.x", "26.10.0"),
                ("python", "3", "3.11.2"), ("python", ">=3.9,<3.11", "3.9.2"), ("python", "~=3.9.0", "3.9.2"),
                ("python", "latest", "3.11.2"), ("go", "1.22", "1.22.12"), ("go", "1", "1.23.5"),
                ("go", "latest", "1.23.5"), ("go", "1.22.12", "1.22.12")):
            with self.subTest(f"{tool} {request}"):
                locked = self.lock({"devenv.toml": tools(**{tool: request})})
                self.assertEqual({name: entry["version"] for name, entry in locked.items()}, {tool: version})

    def test_version_files_are_read_without_a_manifest(self):
        for file, text, tool, version in (
                (".nvmrc", "lts/jod\n", "node", "22.23.3"), (".nvmrc", "v20\n", "node", "20.18.1"),
                (".node-version", "20.18.1\n", "node", "20.18.1"), (".python-version", "3.9\n", "python", "3.9.2"),
                ("go.mod", "module x\n\ngo 1.22\n\ntoolchain go1.22.12\n", "go", "1.22.12")):
            with self.subTest(file):
                locked = self.lock({file: text})
                self.assertEqual({name: entry["version"] for name, entry in locked.items()}, {tool: version})

    def test_a_version_that_does_not_exist_is_an_error_that_names_it(self):
        root = self.project({"devenv.toml": tools(node="21.99")})
        done = self.machine.devenv("lock", cwd=root, expect=None)
        self.assertNotEqual(done.code, 0)
        self.assertIn("21.99", done.err)
        self.assertIn("hint:", done.err)
        self.assertFalse((root / "devenv.lock").exists())


class UpgradeTest(MachineCase):
    """What a lock keeps, and when it moves."""

    def setUp(self):
        self.root = self.project({"devenv.toml": tools(node="22.23.2", go="1.22.12")})
        self.machine.devenv("lock", cwd=self.root)
        # Older than what the manifest allows from here on.
        self.write(node="22", go="1")

    def write(self, **requests):
        (self.root / "devenv.toml").write_text(tools(**requests))

    def versions(self):
        return {name: tool["version"] for name, tool in read_lock(self.root)["tools"].items()}

    def lock(self, *arguments, expect=0):
        return self.machine.devenv("lock", *arguments, cwd=self.root, expect=expect)

    def test_what_still_fits_is_kept(self):
        self.lock()
        self.assertEqual(self.versions(), {"node": "22.23.2", "go": "1.22.12"})

    def test_upgrade_takes_the_newest_of_all(self):
        self.lock("--upgrade")
        self.assertEqual(self.versions(), {"node": "22.23.3", "go": "1.23.5"})

    def test_upgrade_of_one_tool_leaves_the_others(self):
        done = self.lock("--upgrade", "node")
        self.assertEqual(self.versions(), {"node": "22.23.3", "go": "1.22.12"})
        self.assertIn("22.23.2", done.err)

    def test_a_new_tool_leaves_the_kept_entries_byte_for_byte(self):
        self.lock()
        before = read_lock(self.root)["tools"]
        self.write(node="22", go="1", python="3.9")
        self.lock()
        after = read_lock(self.root)["tools"]
        self.assertEqual({name: after[name] for name in before}, before)
        self.assertIn("python", after)

    def test_check_is_content_with_what_lock_wrote(self):
        self.lock()
        self.lock("--check")

    def test_check_exits_3_and_writes_nothing_if_the_lock_would_change(self):
        before = (self.root / "devenv.lock").read_bytes()
        self.write(node="20", go="1")
        self.lock("--check", expect=3)
        self.assertEqual((self.root / "devenv.lock").read_bytes(), before)
        (self.root / "devenv.lock").unlink()
        self.lock("--check", expect=3)
        self.assertFalse((self.root / "devenv.lock").exists())

    def test_a_dropped_tool_leaves_the_lock(self):
        self.write(node="22")
        self.lock()
        self.assertEqual(self.versions(), {"node": "22.23.2"})

    def test_install_never_rewrites_a_lock_that_does_not_fit(self):
        self.write(node="20", go="1")
        before = (self.root / "devenv.lock").read_bytes()
        done = self.machine.devenv("install", cwd=self.root, expect=3)
        self.assertIn("devenv lock", done.err)
        self.assertEqual((self.root / "devenv.lock").read_bytes(), before)
        self.assertEqual(self.machine.installed(), [])


class InstallFromLockTest(MachineCase):
    def test_it_asks_no_index_and_the_second_run_asks_nothing(self):
        root = self.project({"devenv.toml": tools(python="3.9")})
        self.machine.devenv("lock", cwd=root)
        clone = self.project({name: (root / name).read_text() for name in ("devenv.toml", "devenv.lock")})
        self.machine.upstream.clear()
        self.machine.devenv("install", "--locked", cwd=clone)
        asked = [request["path"].rsplit("/", 1)[1] for request in self.machine.upstream.requests()]
        self.assertEqual(asked, ["cpython-3.9.2%2B20240107-x86_64-unknown-linux-gnu-install_only.tar.gz"])
        self.machine.upstream.clear()
        self.machine.devenv("install", cwd=clone)
        self.machine.devenv("install", "--offline", cwd=root)
        self.assertEqual(self.machine.upstream.requests(), [])


if __name__ == "__main__":
    unittest.main()
