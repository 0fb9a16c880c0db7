import os
import pty
import shutil
import signal
import subprocess
import sys
import unittest

from world import WorldCase

SHOW = f"""#!{sys.executable}
import os, sys
sys.stdout.write(repr((sys.argv[1:], os.getcwd(), os.environ.get("PATH"), os.getpid())))
"""


class InProject(WorldCase):
    def setUp(self):
        super().setUp()
        self.bin = self.world.tool("gadget", "gadget-22")
        self.root = self.world.project("app", [("gadget", self.bin)])
        self.shim = self.world.shim("gadget")

    def show(self, arguments=(), cwd=None, environment=None, program=None):
        self.world.tool("gadget", "gadget-22", SHOW)
        result = self.world.run([program or self.shim, *arguments], cwd or self.root, environment)
        self.assertEqual(result.stderr, b"")
        return eval(result.stdout)

    def test_arguments_arrive_as_they_were(self):
        arguments = ["", "a b", "x\ny", "--", "-h", "é$(id)`id`", "*", "'\"\\"]
        self.assertEqual(self.show(arguments)[0], arguments)

    def test_folder_and_process_are_kept(self):
        folder = self.root / "a" / "b"
        folder.mkdir(parents=True)
        self.world.tool("gadget", "gadget-22", SHOW)
        process = subprocess.Popen(
            [self.shim], cwd=folder, env=self.world.environment(), stdout=subprocess.PIPE
        )
        shown = eval(process.communicate(timeout=60)[0])
        self.assertEqual((shown[1], shown[3]), (str(folder), process.pid))

    def test_the_project_is_found_from_any_folder_inside(self):
        for name in ("a", "a/b/c/d/e/f", "a b/$(touch x)/'\"/é"):
            folder = self.root / name
            folder.mkdir(parents=True, exist_ok=True)
            self.assertEqual(self.show(cwd=folder)[1], str(folder))

    def test_real_folders_stand_first_on_path_once(self):
        path = self.show()[2]
        self.assertEqual(path, f"{self.bin}:{self.world.path}")
        again = self.show(environment=self.world.environment(PATH=path))[2]
        self.assertEqual(again, path)

    def test_variables_are_set_and_unset(self):
        self.world.write_routes(
            self.root, [("gadget", self.bin)], {"A": "x\n%41", "B": ""}, ["C", "NOT_THERE"]
        )
        self.world.tool("gadget", "gadget-22", "#!/bin/sh\nexec /usr/bin/env -0\n")
        environment = self.world.environment(A="old", C="c", D="d=1")
        result = self.world.run([self.shim], self.root, environment)
        self.assertEqual(sorted(item for item in result.stdout.split(b"\0") if item[1:2] == b"="),
                         [b"A=x\n%41", b"B=", b"D=d=1"])

    def test_it_works_with_an_empty_environment(self):
        keep = {n: v for n, v in os.environ.items() if n.endswith("SAN_OPTIONS")}
        result = self.world.run(["/usr/bin/env", "-i", *[f"{n}={v}" for n, v in keep.items()],
                                 self.shim, "x"], self.root, {})
        self.assertEqual((result.stdout, result.stderr), (b"gadget-22 x\n", b""))

    def test_exit_statuses_are_the_programs(self):
        self.world.tool("gadget", "gadget-22", '#!/bin/sh\nexit "$1"\n')
        for status in (0, 1, 2, 77, 125, 126, 127, 255):
            self.assertEqual(self.world.run([self.shim, status], self.root).returncode, status)

    def test_signals_reach_the_program_itself(self):
        self.world.tool("gadget", "gadget-22", f"""#!{sys.executable}
import signal, sys
signal.signal(signal.SIGINT, lambda *_: sys.exit(42))
print("ready", flush=True)
while True: signal.pause()
""")
        expected = {signal.SIGINT: 42, signal.SIGTERM: -15, signal.SIGHUP: -1,
                    signal.SIGQUIT: -3, signal.SIGUSR1: -10, signal.SIGKILL: -9}

        def as_from_a_terminal():  # a runner in the background has some of them ignored
            for number in expected.keys() - {signal.SIGKILL}:
                signal.signal(number, signal.SIG_DFL)

        for number, status in expected.items():
            process = subprocess.Popen([self.shim], cwd=self.root, env=self.world.environment(),
                                       stdout=subprocess.PIPE, preexec_fn=as_from_a_terminal)
            self.addCleanup(process.stdout.close)
            self.addCleanup(process.kill)
            self.assertEqual(process.stdout.readline(), b"ready\n")
            process.send_signal(number)
            self.assertEqual(process.wait(60), status)

    def test_a_pipe_passes_every_byte(self):
        self.world.tool("gadget", "gadget-22", "#!/bin/sh\nexec cat\n")
        data = os.urandom(1 << 20)
        self.assertEqual(self.world.run([self.shim], self.root, input=data).stdout, data)

    def test_a_terminal_stays_a_terminal(self):
        self.world.tool("gadget", "gadget-22", "#!/bin/sh\ntest -t 0 && test -t 1 && exit 9\n")
        primary, secondary = pty.openpty()
        try:
            status = subprocess.call([self.shim], cwd=self.root, env=self.world.environment(),
                                     stdin=secondary, stdout=secondary, timeout=60)
        finally:
            os.close(primary)
            os.close(secondary)
        self.assertEqual(status, 9)

    def test_open_files_are_passed_on_and_none_is_added(self):
        self.world.tool("gadget", "gadget-22", f"#!{sys.executable}\nimport os\n"
                        "print(os.read(9, 4), sorted(map(int, os.listdir('/proc/self/fd'))))\n")
        read_end, write_end = os.pipe()
        os.write(write_end, b"jobs")
        script = f'exec 9<&{read_end} {read_end}<&-; exec "$0"'
        result = self.world.run(["/bin/sh", "-c", script, self.shim], self.root,
                                pass_fds=[read_end])
        os.close(read_end)
        os.close(write_end)
        if not os.path.isdir("/proc/self/fd"):
            self.skipTest("the system does not list open files")
        self.assertEqual(result.stdout, b"b'jobs' [0, 1, 2, 3, 9]\n", result.stderr)

    def test_an_argument_list_that_is_too_long_is_reported(self):
        self.world.write_routes(self.root, [("gadget", self.bin)], {"BIG": "x" * 200_000})
        result = self.world.run([self.shim], self.root)
        self.assertEqual(result.returncode, 126)
        self.assertIn(b"too long", result.stderr)

    def test_a_script_whose_first_line_is_the_shim(self):
        script = self.world.script(self.root / "tool.js", f"#!{self.shim}\n")
        self.assertEqual(self.world.run([script, "x"], self.root).stdout,
                         f"gadget-22 {script} x\n".encode())

    def test_the_stable_folder_means_its_project_from_anywhere(self):
        stable = self.root / ".devenv" / "bin"
        stable.mkdir(parents=True)
        (stable / "gadget").symlink_to(self.shim)
        other = self.world.tool("gadget", "gadget-20")
        other_root = self.world.project("other", [("gadget", other)])
        link = self.world.folder / "link"
        link.symlink_to(self.root)
        calls = [(stable / "gadget", "/"), (stable / "gadget", other_root), ("./.devenv/bin/gadget", self.root),
                 (".devenv/bin/gadget", self.root), ("../app/.devenv/bin/gadget", other_root),
                 (link / ".devenv" / "bin" / "gadget", "/")]
        for program, cwd in calls:
            # Not subprocess' cwd alone: a relative program is looked for in the new folder.
            result = self.world.run(["/bin/sh", "-c", 'cd "$1" && exec "$0"', program, cwd])
            self.assertEqual(result.stdout, b"gadget-22\n", (program, cwd, result.stderr))

    def test_called_by_another_name_it_goes_by_its_path(self):
        result = self.world.run(["/bin/bash", "-c", f'exec -a other "{self.shim}" x'], self.root)
        self.assertEqual(result.stdout, b"gadget-22 x\n")

    def test_through_a_symbolic_link_to_the_folder(self):
        link = self.world.folder / "link"
        link.symlink_to(self.root)
        script = 'cd "$1" && exec "$0" x'
        self.assertEqual(self.world.run(["/bin/sh", "-c", script, self.shim, link]).stdout,
                         b"gadget-22 x\n")

    def test_a_tool_without_a_first_line_is_run_as_shells_do(self):
        self.world.tool("gadget", "gadget-22", 'echo plain "$1"\n')
        self.assertEqual(self.world.run([self.shim, "x y"], self.root).stdout, b"plain x y\n")

    def test_a_tool_that_may_not_be_executed(self):
        (self.bin / "gadget").chmod(0o644)
        result = self.world.run([self.shim], self.root)
        self.assertEqual(result.returncode, 126)
        self.assertEqual(result.stderr.decode(),
                         f"error: cannot run `{self.bin}/gadget`: permission denied\n")


class HandOver(WorldCase):
    def setUp(self):
        super().setUp()
        self.world.system_tool("gadget")
        self.shim = self.world.shim("gadget")

    def assert_handed_over(self, arguments, cwd, program=None, project=""):
        result = self.world.run([program or self.shim, *arguments], cwd)
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertEqual(self.world.calls(),
                         ["shim", "--", "gadget", *arguments, f"project={project} cwd={cwd}"])

    def test_a_project_that_is_not_installed(self):
        for marker in ("devenv.toml", "devenv.lock", ".nvmrc", ".node-version", ".python-version",
                       "go.mod"):
            root = self.world.make_root(marker, marker)
            (root / "a").mkdir()
            self.assert_handed_over(["-h", ""], root / "a")

    def test_a_watched_file_that_changed(self):
        root = self.world.project("app", [("gadget", self.world.tool("gadget", "gadget-22"))])
        self.assertEqual(self.world.run([self.shim], root).stdout, b"gadget-22\n")
        manifest = root / "devenv.toml"
        before = manifest.stat()

        os.utime(manifest, ns=(before.st_mtime_ns, before.st_mtime_ns + 1))
        self.assert_handed_over([], root)
        manifest.write_text("[tools]\n")
        os.utime(manifest, ns=(before.st_mtime_ns, before.st_mtime_ns))
        self.assert_handed_over([], root)
        manifest.unlink()
        self.assert_handed_over([], root)

    def test_a_watched_file_that_appeared(self):
        root = self.world.project("app", [("gadget", self.world.tool("gadget", "gadget-22"))])
        (root / "devenv.lock").write_text("{}")
        self.assert_handed_over([], root)

    def test_a_tool_that_is_gone(self):
        folder = self.world.tool("gadget", "gadget-22")
        root = self.world.project("app", [("gadget", folder)])
        (folder / "gadget").unlink()
        self.assert_handed_over(["x"], root)

    def test_routes_that_are_cut_off_or_of_another_project(self):
        root = self.world.project("app", [("gadget", self.world.tool("gadget", "gadget-22"))])
        routes = self.world.routes_file(root)
        whole = routes.read_bytes()
        for text in (b"", whole[:-1], whole[: len(whole) // 2],
                     whole.replace(b"root\t", b"root\t/else", 1)):
            routes.write_bytes(text)
            self.assert_handed_over([], root)

    def test_routes_that_cannot_be_read(self):
        root = self.world.project("app", [("gadget", self.world.tool("gadget", "gadget-22"))])
        self.world.routes_file(root).unlink()
        self.world.routes_file(root).mkdir()
        self.assert_handed_over([], root)

    def test_the_stable_folder_says_which_project(self):
        root = self.world.make_root("app")
        stable = root / ".devenv" / "bin"
        stable.mkdir(parents=True)
        (stable / "gadget").symlink_to(self.shim)
        self.assert_handed_over(["x"], self.world.folder, stable / "gadget", root)
        (root / "devenv.toml").unlink()
        self.assert_handed_over(["x"], self.world.folder, stable / "gadget", root)

    def test_a_nearer_manifest_hides_an_installed_project_above(self):
        root = self.world.project("app", [("gadget", self.world.tool("gadget", "gadget-22"))])
        inner = root / "inner"
        inner.mkdir()
        (inner / ".nvmrc").write_text("20\n")
        self.assertEqual(self.world.run([self.shim], inner).stdout, b"gadget-22\n")
        (inner / "devenv.toml").write_text("")
        self.assert_handed_over([], inner)

    def test_a_nearer_version_file_hides_version_files_above(self):
        folder = self.world.tool("gadget", "gadget-22")
        root = self.world.project("app", [("gadget", folder)], manifest=".nvmrc")
        inner = root / "inner"
        inner.mkdir()
        self.assertEqual(self.world.run([self.shim], inner).stdout, b"gadget-22\n")
        (inner / ".nvmrc").write_text("20\n")
        self.assert_handed_over([], inner)

    def test_without_devenv_itself_it_says_so(self):
        root = self.world.make_root("app")
        (self.world.home / "bin" / "devenv").unlink()
        result = self.world.run([self.shim], root)
        self.assertEqual(result.returncode, 126)
        self.assertIn(f"error: cannot run `gadget`: devenv itself is not at `{self.world.home}/bin/devenv`\nhint: ",
                      result.stderr.decode())


class Outside(WorldCase):
    def setUp(self):
        super().setUp()
        self.shim = self.world.shim("gadget")
        self.outside = self.world.folder / "outside"
        self.outside.mkdir()

    def test_the_systems_program_runs_with_its_own_path_as_name(self):
        self.world.system_tool("gadget", '#!/bin/sh\necho "$0" "$@"; exit 7\n')
        result = self.world.run([self.shim, "x"], self.outside)
        self.assertEqual((result.stdout.decode(), result.returncode),
                         (f"{self.world.system}/gadget x\n", 7))

    def test_no_such_program_is_127(self):
        result = self.world.run([self.shim], self.outside)
        self.assertEqual(result.returncode, 127)
        self.assertIn(b"error: command not found: gadget\nhint: ", result.stderr)

    def test_in_a_project_without_that_tool_too(self):
        root = self.world.project("app", [("python3", self.world.tool("python3", "python-3"))])
        self.assertEqual(self.world.run([self.shim], root).returncode, 127)
        self.world.system_tool("gadget")
        self.assertEqual(self.world.run([self.shim], root).stdout, b"system gadget\n")

    def test_it_never_finds_itself(self):
        self.world.system_tool("gadget")
        shims = self.world.home / "shims"
        link = self.world.folder / "link"
        link.symlink_to(shims)
        copy = self.world.folder / "copy"
        copy.mkdir()
        (copy / "gadget").symlink_to(self.shim)
        path = f"{shims}:{shims}/:{link}:{copy}:{shims}:{self.world.path}"
        result = self.world.run([self.shim], self.outside, self.world.environment(PATH=path))
        self.assertEqual(result.stdout, b"system gadget\n")
        result = self.world.run([self.shim], self.outside,
                                self.world.environment(PATH=f"{shims}:{link}:{copy}"))
        self.assertEqual(result.returncode, 127)

    def test_it_finds_no_shim_of_another_release(self):
        self.world.system_tool("gadget")
        shims = self.world.home / "shims"
        link = self.world.folder / "link"
        link.symlink_to(shims)
        caller = self.world.folder / "elsewhere" / "shims" / "gadget"
        caller.parent.mkdir(parents=True)
        shutil.copy(self.world.shim_file, caller)
        environment = self.world.environment(PATH=f"{shims}:{link}:{self.world.path}",
                                             DEVENV_HOME=str(self.world.home))
        result = self.world.run([caller], self.outside, environment)
        self.assertEqual(result.stdout, b"system gadget\n")

    def test_relative_and_empty_entries_mean_the_current_folder(self):
        self.world.script(self.outside / "gadget", "#!/bin/sh\necho here\n")
        self.world.script(self.outside / "bin" / "gadget", "#!/bin/sh\necho bin\n")
        for path, expected in ((f":{self.world.path}", b"here\n"), (f"{self.world.path}:", b"here\n"),
                               ("", b"here\n"), (f"bin:{self.world.path}", b"bin\n"),
                               (f"./bin::{self.world.path}", b"bin\n")):
            result = self.world.run([self.shim], self.outside, self.world.environment(PATH=path))
            self.assertEqual(result.stdout, expected, path)

    def test_folders_and_plain_files_are_no_programs(self):
        first = self.world.folder / "first"
        (first / "gadget").mkdir(parents=True)
        second = self.world.folder / "second"
        self.world.script(second / "gadget", "").chmod(0o644)
        self.world.system_tool("gadget")
        path = f"{first}:{second}:{'x' * 5000}:{self.world.path}"
        result = self.world.run([self.shim], self.outside, self.world.environment(PATH=path))
        self.assertEqual(result.stdout, b"system gadget\n")

    def test_two_managers_that_call_each_other_come_to_an_end(self):
        self.world.system_tool("gadget", f'#!/bin/sh\necho pass >&2\nexec {self.shim} "$@"\n')
        result = self.world.run([self.shim, "x"], self.outside)
        self.assertEqual(result.returncode, 126)
        self.assertIn(b"error: shim recursion: `gadget`", result.stderr)
        self.assertLessEqual(result.stderr.count(b"pass"), 8)

    def test_scripts_that_start_each_other_are_no_recursion(self):
        self.world.system_tool(
            "gadget", f'#!/bin/sh\n[ "$1" = 0 ] && echo done && exit\n{self.shim} $(($1 - 1))\n')
        self.assertEqual(self.world.run([self.shim, 20], self.outside).stdout, b"done\n")
        self.assertEqual(self.world.run([self.shim, 100], self.outside).returncode, 126)

    def test_disabled_it_steps_aside_in_a_project(self):
        self.world.system_tool("gadget")
        root = self.world.project("app", [("gadget", self.world.tool("gadget", "gadget-22"))])
        for value, expected in (("1", b"system gadget\n"), ("yes", b"system gadget\n"),
                                ("", b"gadget-22\n"), ("0", b"gadget-22\n")):
            environment = self.world.environment(DEVENV_DISABLE=value)
            self.assertEqual(self.world.run([self.shim], root, environment).stdout, expected)

    def test_devenv_home_in_the_environment_wins(self):
        root = self.world.project("app", [("gadget", self.world.tool("gadget", "gadget-22"))])
        self.world.system_tool("gadget")
        (root / "devenv.toml").unlink()
        self.world.routes_file(root).unlink()
        environment = self.world.environment(DEVENV_HOME=str(self.world.folder / "other"))
        self.assertEqual(self.world.run([self.shim], root, environment).stdout, b"system gadget\n")

    def test_a_folder_that_was_removed_is_outside(self):
        self.world.system_tool("gadget")
        script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0"'
        result = self.world.run(["/bin/sh", "-c", script, self.shim])
        self.assertEqual(result.stdout, b"system gadget\n", result.stderr)

    def test_a_very_deep_folder_is_no_trouble(self):
        self.world.system_tool("gadget")
        script = 'for i in $(seq 60); do mkdir -p $1 && cd $1; done; exec "$0"'
        for name in ("d" * 50, "d" * 200):  # within PATH_MAX, and beyond
            result = self.world.run(["/bin/sh", "-c", script, self.shim, name])
            self.assertIn(result.returncode, (0, 3), result.stderr)


if __name__ == "__main__":
    unittest.main()
