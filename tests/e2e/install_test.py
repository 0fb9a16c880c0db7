"""What an install gives: versions side by side, shims, .devenv/bin, hints, a store that nothing writes to."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

from machine import Machine, MachineCase, tools
from small_tree import make_tree

# Says what it got, byte for byte.
ECHO = """
const input = require("node:fs").readFileSync(0, "utf8");
console.log(JSON.stringify([process.argv.slice(1), input, process.cwd()]));
process.exit(7);
"""


class SideBySideTest(MachineCase):
    """Two projects with two real Nodes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls.machine.project({"devenv.toml": tools(node="20"), "src/deep/": ""}, "old")
        cls.new = cls.machine.project({"devenv.toml": tools(node="22"), "src/deep/": ""}, "new")
        for root in (cls.old, cls.new):
            cls.machine.devenv("install", cwd=root)

    def test_exec_runs_the_projects_own(self):
        self.assertEqual(self.machine.exec(self.old, "node", "--version").out, "v20.18.1\n")
        self.assertEqual(self.machine.exec(self.new / "src" / "deep", "node", "--version").out, "v22.23.3\n")
        self.assertEqual(self.machine.exec(self.old, "npm", "--version").out, "10.8.2\n")

    def test_a_shim_runs_what_its_folder_asks_for(self):
        for folder, version in ((self.old, "v20.18.1"), (self.new, "v22.23.3"), (self.new / "src" / "deep", "v22.23.3"),
                                (self.old / "src", "v20.18.1")):
            with self.subTest(folder):
                self.assertEqual(self.machine.run([self.machine.shim("node"), "--version"], cwd=folder).out, version + "\n")

    def test_a_script_behind_a_shim_finds_the_same_node(self):
        # npm is a script for `env node`; neither the shims nor Node are on PATH here.
        self.assertEqual(self.machine.run([self.machine.shim("npm"), "--version"], cwd=self.old).out, "10.8.2\n")

    def test_shims_keep_arguments_input_folder_and_status(self):
        words = ["a b", "", "'\"$(x)`*\\", "-n", "--", "é😀", "line\nbreak"]
        done = self.machine.run([self.machine.shim("node"), "-e", ECHO, "--", *words], cwd=self.old, expect=7,
                                stdin="given\nto it")
        self.assertEqual(json.loads(done.out), [words, "given\nto it", str(self.old)])

    def test_a_shim_becomes_the_program_so_that_signals_reach_it(self):
        child = subprocess.Popen([self.machine.shim("node"), "-e", "console.log(process.pid); setInterval(() => {}, 1e6)"],
                                 cwd=self.old, env=self.machine.environment(), stdout=subprocess.PIPE, text=True)
        with child:
            self.assertEqual(int(child.stdout.readline()), child.pid)
            child.send_signal(signal.SIGTERM)
        self.assertEqual(child.returncode, -signal.SIGTERM)

    def test_devenv_bin_is_the_projects_from_anywhere(self):
        for name, answer in (("node", "v20.18.1\n"), ("npm", "10.8.2\n")):
            for cwd in (self.new, self.machine.folder, "/"):
                with self.subTest(f"{name} in {cwd}"):
                    self.assertEqual(self.machine.run([self.old / ".devenv" / "bin" / name, "--version"], cwd=cwd).out,
                                     answer)

    def test_devenv_bin_is_not_for_git(self):
        self.machine.run(["git", "init", "-q"], cwd=self.old)
        self.machine.run(["git", "add", "."], cwd=self.old)
        self.assertNotIn(".devenv/", self.machine.run(["git", "ls-files"], cwd=self.old).out)

    def test_outside_of_a_project_the_systems_program_runs(self):
        system = self.machine.system / "node"
        system.write_text('#!/bin/sh\necho "the system\'s node $1"\n')
        system.chmod(0o755)
        self.addCleanup(system.unlink)
        path = f"{self.machine.data}/shims:{self.machine.env['PATH']}"
        done = self.machine.run([self.machine.shim("node"), "x"], env={"PATH": path})
        self.assertEqual(done.out, "the system's node x\n")
        inside = self.machine.run([self.machine.shim("node"), "--version"], cwd=self.old, env={"PATH": path})
        self.assertEqual(inside.out, "v20.18.1\n")

    def test_without_a_program_of_the_system_a_shim_says_that_there_is_none(self):
        done = self.machine.run([self.machine.shim("node")], env={"PATH": f"{self.machine.data}/shims"}, expect=127)
        self.assertIn("node", done.err)


class SmallCase(unittest.TestCase):
    """Projects that install a small stand-in for Node, each test on a machine of its own."""

    def setUp(self):
        tree = pathlib.Path(tempfile.mkdtemp(prefix="devenv-tree-"))
        self.addCleanup(shutil.rmtree, tree)
        self.machine = Machine(make_tree(tree, [("2.0.0", 1000, 3), ("1.0.0", 1000, 3)]))
        self.addCleanup(self.machine.remove)
        self.root = self.machine.project({"devenv.toml": tools(node="1")}, "app")

    def shim(self, expect=0, cwd=None):
        return self.machine.run([self.machine.shim("node")], cwd=cwd or self.root, expect=expect)


class NotInstalledTest(SmallCase):
    def assert_hint(self, done):
        self.assertEqual((done.code, done.out), (3, ""))
        self.assertRegex(done.err, r"node 2\.0\.0")
        self.assertRegex(done.err, r"hint: .*devenv install")

    def setUp(self):
        super().setUp()
        self.machine.devenv("install", cwd=self.root)
        # What another person committed: another version, and its lock.
        colleague = self.machine.project({"devenv.toml": tools(node="2")})
        self.machine.devenv("lock", cwd=colleague)
        self.pulled = {name: (colleague / name).read_text() for name in ("devenv.toml", "devenv.lock")}

    def pull(self, root):
        for name, text in self.pulled.items():
            (root / name).write_text(text)

    def test_commands_fail_with_the_line_that_mends_it(self):
        fresh = self.machine.project(self.pulled)
        for command in (("exec", "node"), ("which", "node"), ("env",)):
            with self.subTest(command):
                self.assert_hint(self.machine.devenv(*command, cwd=fresh, expect=3))

    def test_a_shim_fails_the_same_way_and_never_runs_the_systems_program(self):
        system = self.machine.system / "node"
        system.write_text("#!/bin/sh\necho wrong\n")
        system.chmod(0o755)
        self.assert_hint(self.shim(cwd=self.machine.project(self.pulled), expect=3))

    def test_after_a_pull_the_shim_says_what_to_do_and_install_mends_it(self):
        self.assertEqual(self.shim().out, "small node 1.0.0\n")
        self.pull(self.root)
        self.assert_hint(self.shim(expect=3))
        self.assert_hint(self.machine.run([self.root / ".devenv" / "bin" / "node"], expect=3))
        self.machine.devenv("install", cwd=self.root)
        self.assertEqual(self.shim().out, "small node 2.0.0\n")
        self.assertEqual(self.machine.run([self.root / ".devenv" / "bin" / "node"]).out, "small node 2.0.0\n")

    def test_after_a_pull_of_a_version_that_another_project_installed_the_shim_just_works(self):
        self.machine.devenv("install", cwd=self.machine.project(self.pulled))
        self.pull(self.root)
        self.assertEqual(self.shim().out, "small node 2.0.0\n")

    def test_a_manifest_without_its_lock_names_devenv_lock(self):
        (self.root / "devenv.toml").write_text(self.pulled["devenv.toml"])
        done = self.shim(expect=3)
        self.assertIn("devenv lock", done.err)


class PlaceTest(SmallCase):
    def test_a_moved_project_works_at_its_new_place(self):
        self.machine.devenv("install", cwd=self.root)
        moved = self.root.with_name("moved to")
        self.root.rename(moved)
        self.assertEqual(self.machine.exec(moved, "node").out, "small node 1.0.0\n")
        self.assertEqual(self.shim(cwd=moved).out, "small node 1.0.0\n")
        self.machine.devenv("install", cwd=moved)
        self.assertEqual(self.machine.run([moved / ".devenv" / "bin" / "node"]).out, "small node 1.0.0\n")

    def test_a_second_project_shares_what_is_there(self):
        self.machine.devenv("install", cwd=self.root)
        self.machine.upstream.clear()
        other = self.machine.project({"devenv.toml": tools(node="1.0")})
        self.machine.devenv("install", cwd=other)
        self.assertEqual(self.machine.downloads(), [])
        self.assertEqual(self.machine.installed(), ["node/1.0.0"])

    def test_nothing_in_the_store_can_be_written_to(self):
        # Modes and not a try: the tests may run as root, whom modes do not stop.
        self.machine.devenv("install", cwd=self.root)
        place = pathlib.Path(self.machine.devenv("which", "node", cwd=self.root).out.strip()).parents[1]
        found = {str(path.relative_to(place)): oct(path.stat().st_mode & 0o222)
                 for path in (place, *place.rglob("*")) if not path.is_symlink()}
        self.assertEqual({mode for mode in found.values()}, {"0o0"}, found)
        self.assertTrue(os.access(place / "bin" / "node", os.X_OK))

    def test_the_store_is_the_same_with_a_strict_umask(self):
        self.machine.run(["sh", "-c", 'umask 077; exec "$@"', "sh", self.machine.program, "install"], cwd=self.root)
        place = pathlib.Path(self.machine.devenv("which", "node", cwd=self.root).out.strip()).parents[1]
        modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (place / "bin" / "node", place / "lib" / "noise")}
        self.assertEqual(modes, {"node": "0o555", "noise": "0o444"})


if __name__ == "__main__":
    unittest.main()
