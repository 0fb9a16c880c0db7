"""Python as a newcomer uses it: venv, pip, the extension modules, a C extension."""

import base64
import hashlib
import json
import os
import shutil
import unittest
import zipfile

from machine import MachineCase, read_lock, tools

EXTENSION = """
#include <Python.h>
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "answer", 0, -1, 0};
PyMODINIT_FUNC PyInit_answer(void)
{
    PyObject *made = PyModule_Create(&module);
    PyModule_AddIntConstant(made, "value", 42);
    return made;
}
"""

# Not a path of the place where the archive was built, and no path that is not there.
PATHS = """
import json, os, sysconfig
names = ("prefix", "exec_prefix", "INCLUDEPY", "LIBDIR", "LIBPL", "BINDIR", "BINLIBDEST")
print(json.dumps({
    "paths": sysconfig.get_paths(),
    "vars": {name: sysconfig.get_config_var(name) for name in names},
    "left": {name: value for name, value in sysconfig.get_config_vars().items()
             if isinstance(value, str) and value.startswith(("/install", "-L/install", "-I/install"))},
}))
"""


def make_wheel(folder):
    """A wheel with the module `local_hello`; no index has it."""
    files = {
        "local_hello.py": "word = 'hello'\n",
        "local_hello-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: local-hello\nVersion: 1.0\n",
        "local_hello-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }

    def entry(name, text):
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        return f"{name},sha256={digest},{len(text)}\n"

    record = "local_hello-1.0.dist-info/RECORD"
    files[record] = "".join(entry(*file) for file in files.items()) + f"{record},,\n"
    path = folder / "local_hello-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return path


class Rules:
    """What holds for every version."""

    def python(self, *arguments, **options):
        return self.machine.exec(self.root, "python", *arguments, **options)

    def place(self):
        return os.path.dirname(os.path.dirname(self.machine.devenv("which", "python", cwd=self.root).out.strip()))

    def test_the_version_is_the_locked_one(self):
        for name in ("python", "python3", f"python{self.minor}"):
            with self.subTest(name):
                self.assertEqual(self.machine.exec(self.root, name, "--version").out, f"Python {self.version}\n")

    def venv(self):
        """The python of a virtual environment that the tests share: making one takes seconds."""
        python = self.root / ".venv" / "bin" / "python"
        if not python.exists():
            self.python("-m", "venv", ".venv")
        return python

    def test_a_venv_takes_a_local_wheel(self):
        wheel = make_wheel(self.root)
        python = self.venv()
        self.machine.run([python, "-m", "pip", "install", "--no-index", wheel])
        self.assertEqual(self.machine.run([python, "-c", "import local_hello; print(local_hello.word)"]).out, "hello\n")

    def test_the_extension_modules_load(self):
        code = ("import bz2, ctypes, hashlib, lzma, readline, sqlite3, ssl, uuid, zlib\n"
                "assert ssl.create_default_context().get_ca_certs() is not None\n"
                "print(sqlite3.connect(':memory:').execute('select 6 * 7').fetchone()[0])")
        self.assertEqual(self.python("-c", code).out, "42\n")

    def test_the_paths_of_sysconfig_are_where_it_lies(self):
        place = self.place()
        said = json.loads(self.python("-c", PATHS).out)
        self.assertEqual(said["left"], {})
        for name, path in {**said["paths"], **said["vars"]}.items():
            with self.subTest(name):
                self.assertTrue(path.startswith(place), path)
                # Where pip would put headers of packages; made on demand.
                self.assertTrue(os.path.isdir(path), path)

    @unittest.skipUnless(shutil.which("cc"), "needs cc")
    def test_a_c_extension_compiles_and_loads(self):
        folder = self.project({"answer.c": EXTENSION})
        said = self.python("-c", "import sysconfig as s; print(s.get_path('include'), s.get_config_var('EXT_SUFFIX'))")
        include, suffix = said.out.split()
        self.machine.run(["cc", "-shared", "-fPIC", "-I", include, "answer.c", "-o", "answer" + suffix], cwd=folder)
        self.assertEqual(self.python("-c", "import answer; print(answer.value)", env={"PYTHONPATH": folder}).out, "42\n")

    def test_the_pkg_config_file_points_at_the_installed_place(self):
        file = os.path.join(self.place(), "lib", "pkgconfig", f"python-{self.minor}.pc")
        with open(file, encoding="utf-8") as lines:
            prefix = next(line for line in lines if line.startswith("prefix=")).strip().removeprefix("prefix=")
        prefix = prefix.replace("${pcfiledir}", os.path.dirname(file))
        self.assertTrue(os.path.samefile(prefix, self.place()), prefix)


class Python311Test(Rules, MachineCase):
    wanted = {"python": "3.11"}
    version = "3.11.2"
    minor = "3.11"

    def test_the_newest_build_of_the_newest_version_is_locked_stripped(self):
        locked = read_lock(self.root)["tools"]["python"]
        self.assertEqual((locked["version"], locked["build"]), ("3.11.2", "20240814"))
        self.assertIn("/20240814/", locked["artifacts"]["linux-x64"]["url"])
        self.assertTrue(locked["artifacts"]["linux-x64"]["url"].endswith("-install_only_stripped.tar.gz"))

    def test_the_pip_of_the_archive_does_not_install_into_the_shared_runtime(self):
        version = self.python("-c", "import pip; print(pip.__version__)").out
        if int(version.split(".")[0]) < 23 and os.geteuid() == 0:
            self.skipTest("pip before 23 only minds the read-only folders of the store, which root does not")
        wheel = make_wheel(self.root)
        done = self.machine.exec(self.root, "pip", "install", "--no-index", wheel, expect=None)
        imported = self.python("-c", "import local_hello", expect=None)
        if imported.code == 0:  # not in the way of the other tests
            self.machine.exec(self.root, "pip", "uninstall", "--yes", "local-hello")
        self.assertNotEqual((done.code, imported.code), (0, 0), done.out)

    def download(self, requirement):
        """Only pip itself knows which index this machine uses."""
        done = self.machine.run(
            [self.venv(), "-m", "pip", "download", "--no-deps", "--retries", "0", requirement],
            cwd=self.root, expect=None)
        if done.code != 0:
            self.skipTest(f"pip's index is not reached: {done.err.strip()[-200:]}")

    def test_a_pip_of_today_says_what_to_do_instead(self):
        # Before 23.0, pip knew nothing of the file EXTERNALLY-MANAGED.
        self.download("pip==24.0")
        done = self.python("pip-24.0-py3-none-any.whl/pip", "install", "--no-index", make_wheel(self.root), expect=1)
        self.assertIn("externally-managed-environment", done.err)
        self.assertIn("python -m venv .venv", done.err)

    def test_a_package_of_the_index_installs_into_a_venv(self):
        self.download("six==1.16.0")
        python = self.venv()
        self.machine.run([python, "-m", "pip", "install", "six==1.16.0"])
        self.assertEqual(self.machine.run([python, "-c", "import six; print(six.__version__)"]).out, "1.16.0\n")

    def test_running_writes_compiled_files_only_into_their_folders(self):
        def files():
            return {os.path.join(path, name) for path, _, names in os.walk(self.place()) for name in names}

        before = files()
        for _ in range(2):
            self.python("-c", "import poplib, xml.dom.minidom")
        new = files() - before
        # Without the folders' write bit every start would compile all that it imports.
        self.assertTrue(any("/__pycache__/poplib." in name for name in new), new)
        self.assertEqual([name for name in new if "/__pycache__/" not in name or not name.endswith(".pyc")], [])

    def test_a_home_of_another_python_is_not_inherited(self):
        done = self.python("-c", "import sys; print(sys.prefix)", env={"PYTHONHOME": "/nowhere"})
        self.assertEqual(done.out.strip(), self.place())

    def test_the_scripts_of_the_archive_run(self):
        for name in ("pip", "pip3", "pip3.11"):
            with self.subTest(name):
                self.assertIn(f"from {self.place()}/lib/", self.machine.exec(self.root, name, "--version").out)


class Python39Test(Rules, MachineCase):
    wanted = {"python": "3.9"}
    version = "3.9.2"
    minor = "3.9"

    def test_the_lock_has_the_only_build(self):
        locked = read_lock(self.root)["tools"]["python"]
        self.assertEqual((locked["version"], locked["build"]), ("3.9.2", "20240107"))
        self.assertTrue(locked["artifacts"]["linux-x64"]["url"].endswith("-install_only.tar.gz"))


if __name__ == "__main__":
    unittest.main()
