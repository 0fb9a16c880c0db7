"""What the helper prints, without a shell around it."""

import re
import unittest

from world import WorldCase


class Helper(WorldCase):
    def setUp(self):
        super().setUp()
        self.bin = self.world.tool("node", "node-22")
        self.root = self.world.project("app", [("node", self.bin)], {"APP": "on"})

    def code(self, folder, shell="bash", **environment):
        environment = self.world.environment(DEVENV_HOME=str(self.world.home), **environment)
        result = self.world.run([self.world.hook, shell], folder, environment)
        self.assertEqual((result.returncode, result.stderr), (0, b""))
        return result.stdout.decode()

    def seen(self, code):
        return re.search(r"_devenv_seen='(.*)'", code)[1]

    def entered(self, code):
        exported = re.findall(r"^builtin export (\w+)='(.*)'$", code, re.MULTILINE)
        return {**dict(exported), "DEVENV_HOOK_SEEN": self.seen(code)}

    def test_nothing_is_printed_where_nothing_is_to_change(self):
        for shell in ("bash", "zsh"):
            code = self.code(self.root, shell)
            self.assertIn("builtin export APP='on'\n", code)
            self.assertEqual(self.code(self.root, shell, **self.entered(code)), "")
        code = self.code("/")
        self.assertEqual(self.code("/", DEVENV_HOOK_SEEN=self.seen(code)), "")

    def test_a_move_within_the_project_changes_no_variable(self):
        (self.root / "a").mkdir()
        entered = self.entered(self.code(self.root))
        self.assertNotIn("builtin", self.code(self.root / "a", **entered))

    def test_its_own_variables_are_not_exported(self):
        code = self.code(self.root, "fish")
        for name in ("generation", "reference", "present", "absent", "seen"):
            self.assertRegex(code, rf"(?m)^builtin set -g _devenv_{name} ")

    def test_folders_on_path_without_a_state_are_the_users(self):
        """As in a program that a shim has started, which starts a shell."""
        path = f"{self.bin}:{self.world.path}"
        self.assertNotIn("PATH=", self.code(self.root, PATH=path))

    def test_a_wrong_call_is_told_how_to_call(self):
        for arguments in ([], ["sh"], ["bash", "x"]):
            result = self.world.run([self.world.hook, *arguments])
            self.assertEqual((result.returncode, result.stdout), (2, b""))
            self.assertIn(b"usage: devenv-hook", result.stderr)


if __name__ == "__main__":
    unittest.main()
