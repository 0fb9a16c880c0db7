"""A tree for the upstream's server with a Node that is a shell script: tests of faults need many installs."""

import gzip
import hashlib
import io
import json
import pathlib
import platform
import random
import tarfile

NODE = """#!/bin/sh
echo "small node %s"
"""


def native():
    """The name of this machine's platform in file names."""
    arch = "arm64" if platform.machine() in ("arm64", "aarch64") else "x64"
    return ("darwin-" if platform.system() == "Darwin" else "linux-") + arch


def archive_name(version):
    return f"node-v{version}-{native()}.tar.gz"


def make_archive(version, size, files):
    """`size` bytes that do not compress, and `files` small files."""
    root = archive_name(version).removesuffix(".tar.gz")
    noise = random.Random(version)
    content = {"bin/node": NODE.encode() % version.encode(), "lib/noise": noise.randbytes(size)}
    content.update({f"lib/many/{i % 50}/{i}.js": b"//%d\n" % i for i in range(files)})
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as out, \
            tarfile.open(fileobj=out, mode="w") as tar:
        for name, data in content.items():
            entry = tarfile.TarInfo(f"{root}/{name}")
            entry.size = len(data)
            entry.mode = 0o755 if name.startswith("bin/") else 0o644
            tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def make_tree(folder, versions):
    """`versions`: (version, size, files), newest first."""
    dist = pathlib.Path(folder) / "dist"
    listed = []
    for version, size, files in versions:
        data = make_archive(version, size, files)
        place = dist / f"v{version}"
        place.mkdir(parents=True)
        (place / archive_name(version)).write_bytes(data)
        (place / "SHASUMS256.txt").write_text(f"{hashlib.sha256(data).hexdigest()}  {archive_name(version)}\n")
        listed.append({"version": f"v{version}", "date": "2024-01-01", "files": [native()], "lts": False})
    (dist / "index.json").write_text(json.dumps(listed))
    return folder
