"""What the program says, word for word. Each folder beside this file is a case:

    cmd             the command line after `devenv`
    project/        the files of the folder that it is run in, if any
    stdout, stderr  what it must write, with @DIR@ for that folder and @HOME@ for the home folder
    exit            the exit status it must end with

DEVENV_ACCEPT=1 writes the expectations anew: look at the difference before committing it.
"""

import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile
import unittest

CASES = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(os.environ["DEVENV_BUILD_DIR"]) / "bin" / "devenv"
ACCEPT = os.environ.get("DEVENV_ACCEPT") == "1"


def run(case):
    """The texts that a case has to have in its files, by file name."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary).resolve()
        project = folder / "project"
        home = folder / "home"
        home.mkdir()
        if (case / "project").is_dir():
            shutil.copytree(case / "project", project)
        else:
            project.mkdir()
        done = subprocess.run(
            [PROGRAM, *shlex.split((case / "cmd").read_text())],
            cwd=project,
            env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )

        def neutral(output):
            text = output.decode("utf-8", "backslashreplace")
            return text.replace(str(project), "@DIR@").replace(str(home), "@HOME@")

        return {
            "stdout": neutral(done.stdout),
            "stderr": neutral(done.stderr),
            "exit": f"{done.returncode}\n",
        }


class GoldenTest(unittest.TestCase):
    maxDiff = None


def test_of(case):
    def test(self):
        for name, found in run(case).items():
            expected = case / name
            if ACCEPT:
                expected.write_text(found)
            self.assertEqual(expected.read_text(), found, f"{case.name}/{name}")

    return test


for case in sorted(CASES.iterdir()):
    if (case / "cmd").is_file():
        setattr(GoldenTest, "test_" + case.name.replace("-", "_"), test_of(case))

if __name__ == "__main__":
    unittest.main()
