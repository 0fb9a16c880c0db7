"""Real Nodes in interactive bash, zsh and fish with devenv's hook."""

import pathlib
import shlex
import sys
import unittest

from machine import Machine, tools

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "shell"))
from terminal import Terminal, require  # noqa: E402

HOOKS = {"bash": 'eval "$(devenv hook bash)"', "zsh": 'eval "$(devenv hook zsh)"', "fish": "devenv hook fish | source"}
ODD = "it's a \"new\" project, $HOME"


def setUpModule():
    global MACHINE, OLD, NEW
    MACHINE = Machine()
    unittest.addModuleCleanup(MACHINE.remove)
    (MACHINE.system / "devenv").symlink_to(MACHINE.program)
    OLD = MACHINE.project({"devenv.toml": tools(node="20"), "src/deep folder/": ""}, "old")
    NEW = MACHINE.project({"devenv.toml": tools(node="22"), "src/": ""}, ODD)
    for root in (OLD, NEW):
        MACHINE.devenv("install", cwd=root)


class Rules:
    """The tests; a class of its own, so that they run with a shell only."""

    shell = ""

    def start(self):
        require(self.shell)
        home = MACHINE.project({})
        environment = MACHINE.environment({"NPM_CONFIG_PREFIX": "/my/own"})
        terminal = Terminal(self.shell, home, HOOKS[self.shell] + "\n", environment)
        self.addCleanup(terminal.close)
        return terminal

    def cd(self, terminal, folder):
        text = str(folder)
        quoted = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'" if self.shell == "fish" else shlex.quote(text)
        terminal.run(f"cd {quoted}")

    def assert_node(self, terminal, version):
        self.assertEqual(terminal.output("node --version"), f"v{version}\n".encode(), terminal.shown())
        first = terminal.environment()["PATH"].split(":")[0]
        self.assertTrue(first.startswith(f"{MACHINE.data}/store/node/{version}/"), first)

    def test_entering_and_leaving_restores_path_and_every_variable(self):
        terminal = self.start()
        before = terminal.environment()
        self.cd(terminal, OLD)
        self.assert_node(terminal, "20.18.1")
        inside = terminal.environment()
        self.assertNotEqual(inside["NPM_CONFIG_PREFIX"], "/my/own")
        self.cd(terminal, MACHINE.folder)
        self.assertEqual(terminal.environment(), before)

    def test_a_nested_folder_is_the_same_project(self):
        terminal = self.start()
        self.cd(terminal, OLD / "src" / "deep folder")
        self.assert_node(terminal, "20.18.1")
        inside = terminal.environment()
        self.cd(terminal, OLD)
        self.assertEqual(terminal.environment(), inside)

    def test_switching_goes_straight_from_one_project_to_the_other(self):
        terminal = self.start()
        before = terminal.environment()
        for _ in range(2):
            self.cd(terminal, OLD)
            self.assert_node(terminal, "20.18.1")
            self.cd(terminal, NEW / "src")
            self.assert_node(terminal, "22.23.3")
            self.assertNotIn("/20.18.1/", terminal.environment()["PATH"])
        self.cd(terminal, MACHINE.folder)
        self.assertEqual(terminal.environment(), before)

    def test_a_folder_name_with_spaces_and_quotes(self):
        terminal = self.start()
        before = terminal.environment()
        self.cd(terminal, NEW)
        self.assert_node(terminal, "22.23.3")
        self.cd(terminal, MACHINE.folder)
        self.assertEqual(terminal.environment(), before)

    def test_an_install_typed_inside_takes_effect_at_the_next_prompt(self):
        root = MACHINE.project({"devenv.toml": tools(node="20")})
        terminal = self.start()
        before = terminal.environment()
        self.cd(terminal, root)
        self.assertNotIn("/store/", terminal.environment()["PATH"])
        terminal.run("devenv install")
        self.assert_node(terminal, "20.18.1")
        self.cd(terminal, MACHINE.folder)
        self.assertEqual(terminal.environment(), before)

    def test_a_lock_that_moves_on_inside_takes_effect_after_install(self):
        root = MACHINE.project({"devenv.toml": tools(node="20")})
        MACHINE.devenv("install", cwd=root)
        terminal = self.start()
        self.cd(terminal, root)
        self.assert_node(terminal, "20.18.1")
        for name in ("devenv.toml", "devenv.lock"):
            (root / name).write_text((NEW / name).read_text())
        terminal.run("devenv install")
        self.assert_node(terminal, "22.23.3")

    def test_npm_runs_with_the_activated_environment(self):
        terminal = self.start()
        self.cd(terminal, NEW)
        self.assertEqual(terminal.output("npm --version"), b"10.9.9\n", terminal.shown())


class BashTest(Rules, unittest.TestCase):
    shell = "bash"


class ZshTest(Rules, unittest.TestCase):
    shell = "zsh"


class FishTest(Rules, unittest.TestCase):
    shell = "fish"


if __name__ == "__main__":
    unittest.main()
