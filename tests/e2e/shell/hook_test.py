"""What holds in every shell: bash, zsh and fish."""

import os
import shlex
import unittest

from terminal import Terminal, require
from world import WorldCase

ODD_NAMES = ("a b", "it's", 'a"b', "$(touch canary)", "`touch canary`", "a;touch canary", "-n", "%n",
             "!!", "é", "a\\b", "*", "~", "{a,b}", "x" * 250)


class HookCase(WorldCase):
    shell = "bash"
    home_name = "ho me"

    def setUp(self):
        require(self.shell)
        super().setUp()
        self.node_22 = self.world.tool("node", "node-22")
        self.node_20 = self.world.tool("node", "node-20")
        self.app = self.world.project("app", [("node", self.node_22)], {"APP": "on"})
        self.outside = self.world.folder / "outside"
        self.outside.mkdir()

    def start(self, before="", after="", **environment):
        terminal = Terminal(self.shell, self.world.folder / "person",
                            f"{before}\n{self.world.hook_code(self.shell)}\n{after}\n",
                            self.world.environment(**environment))
        self.addCleanup(terminal.close)
        terminal.run(f"cd {self.quote(self.outside)}")
        return terminal

    def quote(self, text):
        if self.shell == "fish":
            return "'" + str(text).replace("\\", "\\\\").replace("'", "\\'") + "'"
        return shlex.quote(str(text))

    def set_variable(self, name, value):
        if self.shell == "fish":
            return f"set -gx {name} {self.quote(value)}"
        return f"export {name}={self.quote(value)}"

    def unset_variable(self, name):
        return f"set -e {name}" if self.shell == "fish" else f"unset {name}"

    def cd(self, terminal, folder):
        return terminal.run(f"cd {self.quote(folder)}")

    def assert_tool(self, terminal, label):
        self.assertEqual(terminal.output("node x"), f"{label} x\n".encode(), terminal.shown())


class Rules:
    """The tests; a class of its own, so that they run with a shell only."""

    def test_loading_puts_the_shims_first_on_path_once(self):
        terminal = self.start(after=self.world.hook_code(self.shell))
        self.assertEqual(terminal.environment()["PATH"],
                         f"{self.world.home}/shims:{self.world.path}")

    def test_shims_that_are_on_path_stay_where_they_are(self):
        path = f"{self.world.path}:{self.world.home}/shims"
        self.assertEqual(self.start(PATH=path).environment()["PATH"], path)

    def test_entering_and_leaving_restores_everything(self):
        terminal = self.start(KEEP="1")
        before = terminal.environment()
        self.cd(terminal, self.app)
        inside = terminal.environment()
        self.assert_tool(terminal, "node-22")
        self.assertEqual(inside["APP"], "on")
        self.assertEqual(inside["PATH"], f"{self.node_22}:{before['PATH']}")
        self.cd(terminal, self.outside)
        self.assertEqual(terminal.environment(), before)

    def test_nested_folders_belong_to_the_project(self):
        folder = self.app / "a" / "b c"
        folder.mkdir(parents=True)
        terminal = self.start()
        self.cd(terminal, folder)
        inside = terminal.environment()
        self.assertEqual(inside["APP"], "on")
        self.cd(terminal, self.app)
        self.assertEqual(terminal.environment(), inside)

    def test_a_shell_that_starts_inside_is_inside(self):
        terminal = self.start(after=f"cd {self.quote(self.app)}")
        terminal.run(f"cd {self.quote(self.app)}")
        self.assert_tool(terminal, "node-22")

    def test_switching_between_projects(self):
        other = self.world.project("other", [("node", self.node_20)], {"OTHER": "on"}, ["GONE"])
        terminal = self.start(GONE="back", APP="mine")
        before = terminal.environment()
        for _ in range(2):
            self.cd(terminal, self.app)
            self.assert_tool(terminal, "node-22")
            self.cd(terminal, other)
            self.assert_tool(terminal, "node-20")
            inside = terminal.environment()
            self.assertEqual((inside["APP"], inside["OTHER"], "GONE" in inside),
                             ("mine", "on", False))
            self.assertNotIn(str(self.node_22), inside["PATH"])
        self.cd(terminal, self.outside)
        self.assertEqual(terminal.environment(), before)

    def test_a_project_inside_of_a_project(self):
        inner = self.world.project("app/inner", [("node", self.node_20)])
        terminal = self.start()
        before = terminal.environment()
        self.cd(terminal, self.app)
        self.cd(terminal, inner)
        self.assert_tool(terminal, "node-20")
        self.assertNotIn("APP", terminal.environment())
        self.cd(terminal, self.app)
        self.assert_tool(terminal, "node-22")
        self.cd(terminal, self.outside)
        self.assertEqual(terminal.environment(), before)

    def test_odd_folder_names(self):
        terminal = self.start()
        before = terminal.environment()
        for name in ODD_NAMES:
            root = self.world.project(f"odd/{name}", [("node", self.node_22)], {"ROOT": name})
            self.cd(terminal, root)
            inside = terminal.environment()
            self.assertEqual((inside.get("ROOT"), inside["PATH"]),
                             (name, f"{self.node_22}:{before['PATH']}"))
        self.cd(terminal, self.outside)
        self.assertEqual(terminal.environment(), before)
        self.assertEqual([p for p in self.world.folder.rglob("canary")], [])

    def test_a_name_with_control_characters_is_left_alone(self):
        terminal = self.start()
        before = terminal.environment()
        root = self.world.make_root("new\nline\x1b[0m")
        name = "(printf 'new\\nline\\033[0m' | string collect)"
        terminal.run(f"cd {self.quote(root.parent)}")
        terminal.run(f"cd {name}" if self.shell == "fish" else "cd $'new\\nline\\033[0m'")
        self.assertEqual(terminal.output("pwd"), os.fsencode(f"{root}\n"))
        self.assertEqual(terminal.environment(), before)
        self.assertEqual(self.world.calls(), [])

    def test_values_of_every_kind_arrive(self):
        every_byte = os.fsdecode(bytes(range(1, 128)) + "é€😀".encode() + b"end")
        values = {"EMPTY": "", "QUOTES": "'\"`\\'", "CODE": "$(touch canary);`id` $HOME !!",
                  "BYTES": every_byte, "SEVERAL": "a\nb\n", "TAB": "\t", "STAR": "*", "ZERO": "%00"}
        self.world.write_routes(self.app, [("node", self.node_22)], values)
        terminal = self.start()
        self.cd(terminal, self.app)
        inside = terminal.environment()
        self.assertEqual({name: inside.get(name) for name in values}, values)
        self.cd(terminal, self.outside)
        self.assertFalse(values.keys() & terminal.environment().keys())

    def test_former_values_of_every_kind_come_back(self):
        every_byte = os.fsdecode(bytes(range(1, 128)) + "é€😀".encode())
        terminal = self.start(APP=every_byte, KEPT="'")
        before = terminal.environment()
        self.assertEqual(before["APP"], every_byte)
        self.cd(terminal, self.app)
        self.assertEqual(terminal.environment()["APP"], "on")
        self.cd(terminal, self.outside)
        self.assertEqual(terminal.environment(), before)

    def test_what_the_user_changes_inside_stays(self):
        self.world.write_routes(self.app, [("node", self.node_22)], {"A": "1", "B": "1"}, ["C"])
        terminal = self.start(A="a", B="b", C="c")
        self.cd(terminal, self.app)
        terminal.run(self.set_variable("A", "mine"))
        terminal.run(self.unset_variable("B"))
        terminal.run(self.set_variable("C", "mine"))
        self.cd(terminal, self.outside)
        env = terminal.environment()
        self.assertEqual((env["A"], env.get("B"), env["C"]), ("mine", None, "mine"))

    def test_what_the_user_puts_on_path_inside_stays(self):
        terminal = self.start()
        before = terminal.environment()["PATH"]
        self.cd(terminal, self.app)
        front, back = self.world.folder / "front", self.world.folder / "back"
        if self.shell == "fish":
            terminal.run(f"set PATH {front} $PATH {back}")
        else:
            terminal.run(f'PATH="{front}:$PATH:{back}"')
        self.cd(terminal, self.outside)
        self.assertEqual(terminal.environment()["PATH"], f"{front}:{before}:{back}")

    def test_a_shell_inside_of_a_shell_leaves_as_well(self):
        terminal = self.start()
        before = terminal.environment()
        self.cd(terminal, self.app)
        inside = terminal.environment()
        terminal.run(self.shell)
        self.assertEqual(terminal.environment(), inside)
        self.assert_tool(terminal, "node-22")
        self.cd(terminal, self.outside)
        self.assertEqual(terminal.environment(), before)
        terminal.run("exit")
        self.assertEqual(terminal.environment(), inside)
        self.cd(terminal, self.outside)
        self.assertEqual(terminal.environment(), before)

    def test_a_shell_whose_start_file_resets_path_gets_it_back(self):
        terminal = self.start(before=self.set_variable("PATH", "/usr/bin:/bin")
                              if self.shell != "fish" else "set -gx PATH /usr/bin /bin")
        self.cd(terminal, self.app)
        inside = terminal.environment()
        terminal.run(self.shell)
        self.assertEqual(terminal.environment(), inside)

    def test_a_broken_state_is_thrown_away(self):
        terminal = self.start(DEVENV_STATE="1;/app;x;v,A$(touch canary),=1,~")
        self.assertNotIn("DEVENV_STATE", terminal.environment())
        self.cd(terminal, self.app)
        self.assert_tool(terminal, "node-22")

    def test_the_status_of_the_last_command_is_kept(self):
        terminal = self.start()
        status = "$status" if self.shell == "fish" else "$?"
        for folder in (self.app, self.outside):
            self.cd(terminal, folder)
            exit_status = f"{self.quote(os.path.realpath('/bin/sh'))} -c 'exit 7'"
            terminal.type(f"{exit_status}\n")
            self.assertEqual(terminal.output(f"/bin/echo {status}"), b"7\n")

    def test_an_installation_elsewhere_is_noticed_at_the_next_prompt(self):
        self.world.set_generation("1")
        terminal = self.start()
        self.cd(terminal, self.app)
        self.assert_tool(terminal, "node-22")
        self.world.write_routes(self.app, [("node", self.node_20)])
        self.world.set_generation("2")
        terminal.run("")
        self.assertEqual(terminal.environment()["PATH"].split(":")[0], str(self.node_20))
        self.assertNotIn("APP", terminal.environment())

    def edit_manifest(self, text):
        """An edit later than the routes, whatever the clock's grain."""
        manifest = self.app / "devenv.toml"
        manifest.write_text(text)
        later = self.world.routes_file(self.app).stat().st_mtime_ns + 2_000_000_000
        os.utime(manifest, ns=(later, later))

    def refresh_to(self, tools):
        """Has the full program's next refresh write the routes of the manifest as it is now."""
        routes = self.world.routes_file(self.app)
        before = routes.read_bytes()
        self.world.write_routes(self.app, tools)
        ready = routes.rename(self.world.folder / "ready")
        routes.write_bytes(before)
        generation = self.world.home / "generation"
        self.world.act(f"cp {shlex.quote(str(ready))} {shlex.quote(str(routes))}\n"
                       f"echo refreshed >{shlex.quote(str(generation))}\n"
                       "exit 0\n")

    def test_an_edit_of_the_manifest_is_noticed_at_the_next_prompt(self):
        terminal = self.start()
        self.cd(terminal, self.app)
        self.assert_tool(terminal, "node-22")
        self.edit_manifest("node = 20\n")
        self.refresh_to([("node", self.node_20)])
        terminal.run("")
        self.assertEqual(terminal.environment()["PATH"].split(":")[0], str(self.node_20))
        terminal.run("")
        self.assertEqual(self.world.calls(), ["refresh", f"project= cwd={self.app}"])

    def test_an_edit_that_cannot_be_followed_leaves_and_says_so_once(self):
        terminal = self.start()
        before = terminal.environment()
        self.cd(terminal, self.app)
        self.world.act("echo the-reason >&2\nexit 3\n")
        self.edit_manifest("broken")
        said = terminal.run("") + terminal.run("") + terminal.run("")
        self.assertEqual(said.count("the-reason"), 1, said)
        self.assertEqual(terminal.environment(), before)
        self.assertEqual(self.world.calls(), ["refresh", f"project= cwd={self.app}"])
        later = (self.app / "devenv.toml").stat().st_mtime_ns + 2_000_000_000
        os.utime(self.app / "devenv.toml", ns=(later, later))
        self.assertEqual((terminal.run("") + terminal.run("")).count("the-reason"), 1)

    def test_a_watched_file_that_appears_or_disappears_is_noticed(self):
        terminal = self.start()
        self.cd(terminal, self.app)
        (self.app / "devenv.lock").write_text("{}")
        terminal.run("")
        terminal.run("")
        self.assertEqual(self.world.calls(), ["refresh", f"project= cwd={self.app}"])
        (self.app / "devenv.lock").unlink()
        terminal.run("")
        terminal.run("")
        self.assertEqual(terminal.environment()["APP"], "on")
        self.assertEqual(self.world.calls(), [])

    def test_a_project_that_is_not_installed_is_tried_once(self):
        root = self.world.make_root("fresh")
        terminal = self.start()
        before = terminal.environment()
        self.cd(terminal, root)
        terminal.run("")
        self.assertEqual(self.world.calls(), ["refresh", f"project= cwd={root}"])
        self.assertEqual(terminal.environment(), before)

    def test_a_folder_that_becomes_a_project_is_noticed(self):
        terminal = self.start()
        (self.outside / "devenv.toml").write_text("")
        terminal.run("")
        self.assertEqual(self.world.calls(), ["refresh", f"project= cwd={self.outside}"])

    def test_what_is_typed_ahead_is_not_eaten_by_the_full_program(self):
        self.world.act("cat >/dev/null\nexit 3\n")
        terminal = self.start()
        self.cd(terminal, self.world.make_root("fresh"))
        self.assertEqual(terminal.output("/bin/echo there"), b"there\n")

    def test_disabling_leaves_and_enabling_enters(self):
        terminal = self.start()
        before = terminal.environment()
        self.cd(terminal, self.app)
        inside = terminal.environment()
        terminal.run(self.set_variable("DEVENV_DISABLE", "1"))
        self.assertEqual(terminal.environment(), {**before, "DEVENV_DISABLE": "1"})
        self.cd(terminal, self.outside)
        self.cd(terminal, self.app)
        self.assertNotIn("DEVENV_STATE", terminal.environment())
        terminal.run(self.unset_variable("DEVENV_DISABLE"))
        self.assertEqual(terminal.environment(), inside)

    def test_a_helper_that_is_gone_is_told_once(self):
        self.world.hook = self.world.folder / "gone"
        terminal = self.start()
        said = self.cd(terminal, self.app) + self.cd(terminal, self.outside)
        self.assertEqual((terminal.transcript.decode() + said).count("/gone is gone"), 1)
        self.assertEqual(terminal.output("/bin/echo fine"), b"fine\n")

    def test_a_full_program_that_is_gone_is_told(self):
        (self.world.home / "bin" / "devenv").unlink()
        terminal = self.start()
        said = self.cd(terminal, self.world.make_root("fresh")) + terminal.run("")
        self.assertEqual(said.count("error: cannot enter this project: devenv itself is not at"), 1)

    def test_a_read_only_home_is_no_trouble(self):
        if os.geteuid() == 0:
            self.skipTest("root may write everywhere")
        self.world.home.chmod(0o500)
        self.addCleanup(self.world.home.chmod, 0o700)
        terminal = self.start()
        self.cd(terminal, self.world.make_root("fresh"))
        terminal.run("")
        self.assertEqual(terminal.output("/bin/echo fine"), b"fine\n")

    def test_through_a_symbolic_link_it_is_the_same_project(self):
        link = self.world.folder / "link"
        link.symlink_to(self.app)
        terminal = self.start()
        self.cd(terminal, link)
        self.assertEqual(terminal.environment()["APP"], "on")


class PathRules:
    """fish makes "." of an empty entry of PATH by itself, so this is for the others."""

    def test_path_comes_back_byte_for_byte(self):
        for path in (":/usr/bin:/bin", "/usr/bin:/bin:", "/usr/bin::/bin:/usr/bin:.:~:a b"):
            terminal = self.start(PATH=path)
            before = terminal.environment()
            self.cd(terminal, self.app)
            self.assertEqual(terminal.environment()["PATH"], f"{self.node_22}:{before['PATH']}")
            self.cd(terminal, self.outside)
            self.assertEqual(terminal.environment(), before)


class Bash(HookCase, Rules, PathRules):
    shell = "bash"


class Zsh(HookCase, Rules, PathRules):
    shell = "zsh"


class Fish(HookCase, Rules):
    shell = "fish"


if __name__ == "__main__":
    unittest.main()
