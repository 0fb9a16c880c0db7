"""Make an installed CPython run from any folder, without running it: it may be another machine's.

relocate.py PREFIX SERIES LIBRARY-FOLDER...
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import zipfile

# These belong to the system's C library or come with the compiler, on every machine the archives are for.
SYSTEM = re.compile(r"(libc|libm|libpthread|libdl|librt|libutil|libresolv|libgcc_s|libstdc\+\+)\.so|ld-linux|libpython3")

PIP_SCRIPT = """#!/install/bin/python{series}
# -*- coding: utf-8 -*-
import re
import sys
from pip._internal.cli.main import main
if __name__ == '__main__':
    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])
    sys.exit(main())
"""


def install_bundled_wheels(prefix, series):
    """pip, and setuptools before 3.12: a wheel is a zip with a known layout."""
    lib = os.path.join(prefix, "lib", "python" + series)
    for wheel in sorted(glob.glob(lib + "/ensurepip/_bundled/*.whl")):
        with zipfile.ZipFile(wheel) as z:
            z.extractall(lib + "/site-packages")
            info = next(n for n in z.namelist() if n.endswith(".dist-info/RECORD")).split("/")[0]
        record = [info + "/INSTALLER"]
        if info.startswith("pip-"):
            for name in ("pip", "pip3", "pip" + series):
                path = os.path.join(prefix, "bin", name)
                with open(path, "w") as f:
                    f.write(PIP_SCRIPT.format(series=series))
                os.chmod(path, 0o755)
                record.append("../../../bin/" + name)
        folder = os.path.join(lib, "site-packages", info)
        with open(folder + "/INSTALLER", "w") as f:
            f.write("pip\n")
        with open(folder + "/RECORD", "a") as f:
            f.writelines(name + ",,\n" for name in record)


def is_program_or_library(path):
    if os.path.islink(path):
        return False
    with open(path, "rb") as f:
        head = f.read(18)
    return head[:4] == b"\x7fELF" and int.from_bytes(head[16:18], "little") in (2, 3)


def needed(path):
    out = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.+?)\]", out)


def files_of(prefix):
    return [os.path.join(top, name) for top, _, names in os.walk(prefix) for name in names]


def bundle_libraries(prefix, folders):
    libdir = os.path.join(prefix, "lib")
    binaries = [f for f in files_of(prefix) if is_program_or_library(f)]
    copied = set()
    for binary in binaries:  # grows while it runs: a library needs libraries
        for name in needed(binary):
            if SYSTEM.match(name) or name in copied:
                continue
            found = [p for p in (os.path.join(d, name) for d in folders) if os.path.exists(p)]
            if not found:
                raise SystemExit("%s needs %s, which no package has" % (binary, name))
            target = os.path.join(libdir, name)
            shutil.copyfile(found[0], target)
            os.chmod(target, 0o755)
            copied.add(name)
            binaries.append(target)
    for binary in binaries:
        run_path = "$ORIGIN/" + os.path.relpath(libdir, os.path.dirname(binary))
        subprocess.run(["patchelf", "--force-rpath", "--set-rpath", run_path, binary], check=True)


def find_interpreter_beside_scripts(prefix, series):
    head = b"#!/bin/sh\n'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")/python%s\" \"$0\" \"$@\"\n' '''\n" % series.encode()
    for path in glob.glob(prefix + "/bin/*"):
        if os.path.islink(path):
            continue
        with open(path, "rb") as f:
            first = f.readline(256)
            rest = f.read()
        if first.startswith(b"#!") and b"python" in first:
            with open(path, "wb") as f:
                f.write(head + rest)


if __name__ == "__main__":
    install_bundled_wheels(sys.argv[1], sys.argv[2])
    bundle_libraries(sys.argv[1], sys.argv[3:])
    find_interpreter_beside_scripts(sys.argv[1], sys.argv[2])
