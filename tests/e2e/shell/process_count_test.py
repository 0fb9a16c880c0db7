"""How many processes a prompt starts, counted by strace."""

import pathlib
import re
import shutil
import struct
import subprocess
import unittest

from hook_test import HookCase
from terminal import Terminal, require
from world import WorldCase, build_folder

NEW_PROCESS = re.compile(r"\b(clone|clone3|fork|vfork)\(")
MARK = "/bin/true"


def require_strace():
    strace = shutil.which("strace")
    if strace is None:
        raise unittest.SkipTest("strace is not installed")
    if subprocess.run([strace, "-o", "/dev/null", MARK], capture_output=True).returncode != 0:
        raise unittest.SkipTest("this machine does not let strace trace")
    return strace


class Prompts:
    def setUp(self):
        require(self.shell)
        strace = require_strace()
        super().setUp()
        self.log = self.world.folder / "strace"
        self.prefix = [strace, "-f", "-o", str(self.log), "-e", "trace=process"]

    def processes(self, lines):
        """How many processes each of `lines` and its prompt starts, typed into a shell outside."""
        environment = self.world.environment(ASAN_OPTIONS="detect_leaks=0")
        terminal = Terminal(self.shell, self.world.folder / "person",
                            self.world.hook_code(self.shell), environment, self.prefix)
        self.addCleanup(terminal.close)
        terminal.run(f"cd {self.quote(self.outside)}")
        for line in [*lines, ""]:
            terminal.run(f"{MARK} mark")
            terminal.run(line)
        terminal.exit()
        counts = []
        for part in re.split(r'execve\("[^"]*/true"', self.log.read_text())[1:-1]:
            started = [line for line in part.splitlines()
                       if NEW_PROCESS.search(line) and "CLONE_THREAD" not in line]
            counts.append(len(started) - 1)  # the next mark
        return counts

    def test_prompts_at_which_nothing_changed_start_none(self):
        self.world.set_generation("1")
        inside = f"cd {self.quote(self.app)}"
        counts = self.processes([""] * 20 + [inside] + [""] * 20)
        self.assertEqual(counts[:20] + counts[21:], [0] * 40)

    def test_a_change_of_folder_starts_the_helper_once(self):
        counts = self.processes([f"cd {self.quote(folder)}" for folder in (self.app, self.outside)])
        self.assertEqual(counts, [1, 1])

    def test_a_project_that_cannot_be_entered_costs_nothing_at_later_prompts(self):
        fresh = self.world.make_root("fresh")
        counts = self.processes([f"cd {self.quote(fresh)}"] + [""] * 5)
        self.assertEqual(counts[1:], [0] * 5)


class Bash(Prompts, HookCase):
    shell = "bash"


class Zsh(Prompts, HookCase):
    shell = "zsh"


class Fish(Prompts, HookCase):
    shell = "fish"


class Shim(WorldCase):
    """In a project with 3 tools and 60 commands, from a folder six levels below its root."""

    def setUp(self):
        super().setUp()
        self.program = build_folder() / "libexec" / "devenv" / "devenv-shim"
        if b"__asan_init" in self.program.read_bytes():
            self.skipTest("a build with sanitizers does more than the program itself")
        tools = [("node", self.world.tool("node", "node-22"))]
        for i in range(59):
            tools.append((f"tool{i}", self.world.folder / "store" / f"tool-{i % 2}" / "bin"))
        self.deep = self.world.project("app", tools) / "a/b/c/d/e/f"
        self.deep.mkdir(parents=True)

    def test_it_makes_at_most_30_system_calls_and_starts_nothing(self):
        log = self.world.folder / "log"
        result = self.world.run([require_strace(), "-o", log, self.world.shim("node")], self.deep)
        self.assertEqual(result.stdout, b"node-22\n")
        calls = log.read_text().splitlines()
        ends = [i for i, line in enumerate(calls) if line.startswith("execve(")]
        self.assertLessEqual(ends[1], 30, "\n".join(calls[: ends[1] + 1]))
        self.assertFalse([line for line in calls[: ends[1]] if NEW_PROCESS.search(line)])

    def test_it_takes_at_most_200000_instructions(self):
        valgrind = shutil.which("valgrind")
        if valgrind is None:
            self.skipTest("valgrind is not installed")
        counts = self.world.folder / "counts"
        self.world.run([valgrind, "--tool=callgrind", "--dump-before=execve",
                        f"--callgrind-out-file={counts}", self.world.shim("node")], self.deep)
        before_execve = pathlib.Path(f"{counts}.1")
        if not before_execve.exists():
            self.skipTest("valgrind does not see where the shim ends, as in a stripped program")
        total = re.search(r"^totals: (\d+)", before_execve.read_text(), re.MULTILINE)
        self.assertLessEqual(int(total[1]), 200_000)

    def test_it_is_small_and_links_no_shared_library(self):
        data = self.program.read_bytes()
        self.assertLess(len(data), 1_000_000)
        if data[:4] != b"\x7fELF":
            self.skipTest("not an ELF file")
        table, = struct.unpack_from("<Q", data, 32)
        entry_size, count = struct.unpack_from("<HH", data, 54)
        kinds = [struct.unpack_from("<I", data, table + i * entry_size)[0] for i in range(count)]
        interpreter = 3
        self.assertNotIn(interpreter, kinds)


if __name__ == "__main__":
    unittest.main()
