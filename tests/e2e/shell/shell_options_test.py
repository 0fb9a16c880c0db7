"""What people set in one shell or the other, and the hook has to live with."""

import unittest

from hook_test import HookCase

# Under odd aliases and functions, the hook's own words must still mean what they say.
ALIASES = "\n".join(f"alias {name}='echo aliased'" for name in
                    ("cd", "read", "printf", "export", "unset", "eval", "test", "print"))


class BashOptions(HookCase):
    shell = "bash"

    def assert_enters_and_leaves(self, terminal, go="builtin cd"):
        before = terminal.environment()
        terminal.run(f"{go} {self.quote(self.app)}")
        self.assert_tool(terminal, "node-22")
        terminal.run(f"{go} {self.quote(self.outside)}")
        self.assertEqual(terminal.environment(), before)
        self.assertNotIn("unbound variable", terminal.shown())

    def test_an_array_of_prompt_commands_is_kept(self):
        terminal = self.start('PROMPT_COMMAND=("first=\\$?" "second=\\$?")')
        self.assertEqual(terminal.output('printf "%s|" "${PROMPT_COMMAND[@]}"'),
                         b"_devenv_prompt|first=$?|second=$?|")
        self.assert_enters_and_leaves(terminal)
        terminal.type("(exit 9)\n")
        self.assertEqual(terminal.output('printf "%s" "$first$second"'), b"99")

    def test_a_prompt_command_is_kept(self):
        terminal = self.start("PROMPT_COMMAND='seen=$?'", self.world.hook_code("bash"))
        self.assertEqual(terminal.output('printf "%s|" "${PROMPT_COMMAND[@]}"'),
                         b"_devenv_prompt; seen=$?|")
        terminal.type("(exit 9)\n")
        self.assertEqual(terminal.output('printf "%s" "$seen"'), b"9")

    def test_strict_options(self):
        for options in ("set -u", "set -euo pipefail", "set -o noclobber", "set -o posix",
                        "shopt -s nullglob extglob", "shopt -s failglob", "set -f", "set -a",
                        "set -E; trap 'echo trapped' ERR", "unset PROMPT_COMMAND; set -u"):
            with self.subTest(options):
                self.assert_enters_and_leaves(self.start(options))

    def test_odd_separators(self):
        for separator in ("$' \\t/'", "''", "'ae:'"):
            with self.subTest(separator):
                self.assert_enters_and_leaves(self.start(f"IFS={separator}"))

    def test_aliases(self):
        terminal = self.start(f"shopt -s expand_aliases\n{ALIASES}")
        self.assert_enters_and_leaves(terminal)
        self.assertNotIn("aliased\n", terminal.shown().replace("\r", ""))

    def test_exiting_on_errors_does_not_end_the_shell_at_the_prompt(self):
        terminal = self.start("set -e")
        terminal.type("! true\n")
        self.assertEqual(terminal.output("builtin echo alive"), b"alive\n")


class ZshOptions(HookCase):
    shell = "zsh"

    assert_enters_and_leaves = BashOptions.assert_enters_and_leaves

    def test_strict_and_odd_options(self):
        for options in ("ksh_arrays", "sh_word_split", "no_unset", "no_clobber", "rc_quotes",
                        "err_return", "glob_subst", "null_glob", "no_match", "posix_builtins",
                        "no_equals", "warn_create_global", "all_export", "csh_junkie_quotes",
                        "ksh_arrays sh_word_split no_unset ignore_braces", "auto_pushd", "xtrace"):
            with self.subTest(options):
                self.assert_enters_and_leaves(self.start(f"setopt {options}"))

    def test_sh_emulation(self):
        self.assert_enters_and_leaves(self.start("emulate sh"))

    def test_aliases(self):
        terminal = self.start(ALIASES)
        self.assert_enters_and_leaves(terminal)
        self.assertNotIn("aliased\n", terminal.shown().replace("\r", ""))

    def test_other_hooks_are_kept_and_see_the_status(self):
        terminal = self.start("theirs() { seen=$? }\nprecmd_functions=(theirs)\n",
                              self.world.hook_code("zsh"))
        self.assertEqual(terminal.output("echo $precmd_functions"), b"_devenv_prompt theirs\n")
        self.assertEqual(terminal.output("echo $chpwd_functions"), b"_devenv_prompt\n")
        terminal.type("(exit 9)\n")
        self.assertEqual(terminal.output("echo $seen"), b"9\n")

    def test_a_unique_path_stays_unique(self):
        self.assert_enters_and_leaves(self.start("typeset -U path PATH"))

    def test_the_project_is_entered_within_one_line(self):
        terminal = self.start()
        output = self.world.folder / "line"
        terminal.run(f"cd {self.quote(self.app)} && node x >{output}; cd {self.quote(self.outside)}")
        self.assertEqual(output.read_text(), "node-22 x\n")


class FishOptions(HookCase):
    shell = "fish"

    def test_the_project_is_entered_within_one_line(self):
        terminal = self.start()
        output = self.world.folder / "line"
        terminal.run(f"cd {self.quote(self.app)}; and node x >{output}; cd {self.quote(self.outside)}")
        self.assertEqual(output.read_text(), "node-22 x\n")
        self.assertNotIn("APP", terminal.environment())


if __name__ == "__main__":
    unittest.main()
