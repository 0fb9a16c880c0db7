"""Interactive shells in a pseudo-terminal, without sleeping: every step ends with a marker."""

import fcntl
import os
import pathlib
import pty
import select
import shutil
import signal
import struct
import termios
import time
import unittest

SHELLS = ("bash", "zsh", "fish")
STEP_SECONDS = 60  # generous: reached only by a test that fails

# fish's own prompt and title start programs.
PLAIN_FISH = """
set -g fish_greeting
set -g fish_autosuggestion_enabled 0
function fish_prompt; builtin echo -n '> '; end
function fish_title; end
"""


def require(shell):
    """The path of `shell`; the test is skipped on a machine without it."""
    path = shutil.which(shell)
    if path is None:
        raise unittest.SkipTest(f"{shell} is not installed")
    return path


class Terminal:
    """A shell that has read `start_file`, with a home of its own in `folder`."""

    def __init__(self, shell, folder, start_file, environment, prefix=()):
        self.shell = shell
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.transcript = b""
        self._steps = 0
        arguments = self._arguments(start_file)
        environment = {
            **environment,
            "HOME": str(self.folder),
            "ZDOTDIR": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "TERM": "dumb",
            "LANG": "C.UTF-8",
        }
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.chdir(self.folder)
            os.execve(prefix[0] if prefix else arguments[0], [*prefix, *arguments], environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 1000, 0, 0))
        try:
            self.run("")
        except BaseException:
            self.close()
            raise

    def _arguments(self, start_file):
        path = require(self.shell)
        if self.shell == "bash":
            (self.folder / ".bashrc").write_text(start_file)
            return [path, "--noprofile", "--rcfile", str(self.folder / ".bashrc"), "-i"]
        if self.shell == "zsh":
            (self.folder / ".zshrc").write_text(start_file)
            return [path, "-d", "-i"]
        # Without this folder a new fish starts to read all manual pages in the background.
        (self.folder / "data" / "fish" / "generated_completions").mkdir(parents=True, exist_ok=True)
        config = self.folder / "fish" / "config.fish"
        config.parent.mkdir(exist_ok=True)
        config.write_text(PLAIN_FISH + start_file)
        return [path, "-i"]

    def run(self, line):
        """Types `line`, waits until the prompt after it is done, and gives what the terminal showed.

        The marker is a command of its own, so that what the prompt's hooks do is over by then.
        """
        self._steps += 1
        # The quotes keep the echo of the typed line from being taken for the output.
        typed = f"{line}\necho '<'{self._steps}'>'\n"
        start = len(self.transcript)
        self.type(typed)
        self._read_until(f"<{self._steps}>".encode(), start)
        return self.transcript[start:].decode(errors="replace")

    def type(self, text):
        """Types `text` and does not wait."""
        data = text.encode()
        while data:
            data = data[os.write(self._fd, data):]

    def output(self, command):
        """What the simple command `command` writes to stdout and stderr, free of the terminal's art."""
        path = self.folder / "output"
        path.unlink(missing_ok=True)
        self.run(f"{command} >{path} 2>&1")
        return path.read_bytes()

    def environment(self):
        """What a program started by this shell gets, but for what changes with every command."""
        listed = self.output("/usr/bin/env -0").split(b"\0")[:-1]
        pairs = (os.fsdecode(item).split("=", 1) for item in listed)
        volatile = ("_", "PWD", "OLDPWD", "SHLVL", "COLUMNS", "LINES")
        return {name: value for name, value in pairs if name not in volatile}

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.close(self._fd)
        os.waitpid(self.pid, 0)

    def exit(self):
        """Ends the shell from within."""
        self.type("exit\n")
        try:
            self._read_until(b"\0", len(self.transcript))  # which no shell prints
        except EOFError:
            pass

    def shown(self):
        """All that the terminal showed so far."""
        return self.transcript.decode(errors="replace")

    def _read_until(self, marker, start):
        deadline = time.monotonic() + STEP_SECONDS
        while marker not in self.transcript[start:]:
            ready, _, _ = select.select([self._fd], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise AssertionError(f"{self.shell} never printed {marker!r}:\n{self.shown()}")
            try:
                data = os.read(self._fd, 65536)
            except OSError:  # Linux says EIO once the shell is gone
                data = b""
            if not data:
                raise EOFError(f"{self.shell} ended:\n{self.shown()}")
            self.transcript += data
