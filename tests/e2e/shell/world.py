"""A $DEVENV_HOME with fake tools, and projects whose routes are written by hand."""

import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[3]
# What the full program does for these tests: it notes how it was called, and may be told to act.
FULL_PROGRAM = """#!/bin/sh
for argument in "$@"; do printf '%s\\n' "$argument"; done >>"$DEVENV_HOME_OF_TEST/calls"
printf 'project=%s cwd=%s\\n' "${DEVENV_SHIM_PROJECT-}" "$(pwd -P)" >>"$DEVENV_HOME_OF_TEST/calls"
if [ -f "$DEVENV_HOME_OF_TEST/act" ]; then . "$DEVENV_HOME_OF_TEST/act"; fi
exit 3
"""


def build_folder():
    folder = os.environ.get("DEVENV_BUILD_DIR")
    if not folder:
        raise unittest.SkipTest("DEVENV_BUILD_DIR does not name a build tree")
    return pathlib.Path(folder).resolve()


def routes_name(root):
    value = 0xCBF29CE484222325
    for byte in os.fsencode(str(root)):
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def escaped(value):
    special = {*range(0x20), 0x7F, ord("%")}
    return b"".join(b"%%%02X" % b if b in special else bytes([b]) for b in os.fsencode(value))


class World:
    def __init__(self, home="home"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="devenv-shell-")).resolve()
        self.home = self.folder / home
        for name in ("shims", "routes", "bin"):
            (self.home / name).mkdir(parents=True)
        self.hook = build_folder() / "libexec" / "devenv" / "devenv-hook"
        self.shim_file = self.home / "devenv-shim"
        shutil.copy(build_folder() / "libexec" / "devenv" / "devenv-shim", self.shim_file)
        program = FULL_PROGRAM.replace("$DEVENV_HOME_OF_TEST", str(self.home))
        self.script(self.home / "bin" / "devenv", program)
        self.system = self.folder / "system"
        self.system.mkdir()
        self.path = f"{self.system}:/usr/bin:/bin"

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # Tools

    def script(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    def tool(self, name, label, text=None):
        """A fake tool of the store: says its label and arguments. Gives its bin folder."""
        folder = self.folder / "store" / label / "bin"
        self.script(folder / name, text or f"#!/bin/sh\necho {label} \"$@\"\n")
        return folder

    def system_tool(self, name, text=None):
        return self.script(self.system / name, text or f"#!/bin/sh\necho system {name} \"$@\"\n")

    def shim(self, name):
        path = self.home / "shims" / name
        if not path.exists():
            os.link(self.shim_file, path)
        return path

    # Projects

    def make_root(self, name, manifest="devenv.toml"):
        root = self.folder / "projects" / name
        root.mkdir(parents=True)
        (root / manifest).write_text("# what a project asks for\n")
        return root

    def project(self, name, tools=(), variables=None, unset=(), manifest="devenv.toml"):
        """An installed project; `tools` are pairs of a command and its bin folder."""
        root = self.make_root(name, manifest)
        self.write_routes(root, tools, variables, unset, manifest)
        return root

    def write_routes(self, root, tools=(), variables=None, unset=(), manifest="devenv.toml"):
        stamp = (root / manifest).stat()
        kind = "manifest" if manifest == "devenv.toml" else "files"
        lines = ["devenv-routes\t1", f"root\t{root}", f"kind\t{kind}"]
        lines.append(f"watch\t{stamp.st_mtime_ns}\t{stamp.st_size}\t{root}/{manifest}")
        lines.append(f"watch\t-\t-\t{root}/devenv.lock")
        lines += [f"path\t{folder}" for folder in dict.fromkeys(folder for _, folder in tools)]
        lines += [f"set\t{n}\t{os.fsdecode(escaped(v))}" for n, v in (variables or {}).items()]
        lines += [f"unset\t{name}" for name in unset]
        lines += [f"command\t{name}\t{folder}/{name}" for name, folder in tools]
        for name, _ in tools:
            self.shim(name)
        path = self.routes_file(root)
        scratch = path.with_suffix(".new")
        scratch.write_bytes(os.fsencode("\n".join(lines) + "\nend\n"))
        scratch.rename(path)

    def routes_file(self, root):
        return self.home / "routes" / routes_name(root)

    def set_generation(self, text):
        (self.home / "generation").write_text(text + "\n")

    # The full program

    def act(self, code):
        """What the full program does from now on, as shell code; without `exit 0` it fails."""
        (self.home / "act").write_text(code)

    def calls(self):
        """How the full program was called since the last look: a list of its arguments."""
        path = self.home / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    # Running

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        return {**kept, "PATH": self.path, **more}

    def hook_code(self, shell):
        text = (SOURCE / "shims" / f"hook.{shell}").read_text()
        text = text.replace("@DEVENV_HOOK@", shlex.quote(str(self.hook)))
        return text.replace("@DEVENV_HOME@", shlex.quote(str(self.home)))

    def run(self, arguments, cwd=None, environment=None, **options):
        return subprocess.run(
            [str(argument) for argument in arguments],
            cwd=cwd or self.folder,
            env=self.environment() if environment is None else environment,
            capture_output=True,
            timeout=60,
            **options,
        )


class WorldCase(unittest.TestCase):
    home_name = "home"

    def setUp(self):
        self.world = World(self.home_name)
        self.addCleanup(self.world.remove)
