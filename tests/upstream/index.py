"""Write the upstreams' indexes and checksum files, and drop from the tree what no stamp has any more.

index.py TREE STAMPS NAME...
"""
import json
import os
import re
import sys
from pathlib import Path

PBS = "astral-sh/python-build-standalone/releases/download"
NODE_FILES = {"linux-x64": "linux-x64", "linux-arm64": "linux-arm64", "darwin-arm64": "osx-arm64-tar"}


def read_stamps(folder, names):
    """path -> (sha256, size), and the facts of each Node version."""
    files, facts = {}, {}
    for name in names:
        for line in (folder / name).read_text().splitlines()[1:]:
            digest, size, rest = line.split(" ", 2)
            if digest == "facts":
                facts["v" + name.split("-")[1]] = json.loads(rest)
            else:
                files[rest] = (digest, int(size))
    return files, facts


def version_key(version):
    return [int(n) for n in re.findall(r"\d+", version)]


def sums(entries):
    return "".join("%s  %s\n" % (digest, name) for name, digest in sorted(entries))


def node(files, facts):
    rows = []
    for version in sorted(facts, key=version_key, reverse=True):
        folder = "dist/%s/" % version
        archives = [(path[len(folder):], digest) for path, (digest, _) in files.items() if path.startswith(folder)]
        yield folder + "SHASUMS256.txt", sums(archives)
        platforms = {re.fullmatch(r"node-v[\d.]+-(.+)\.tar\..z", name).group(1) for name, _ in archives}
        fact = dict(facts[version])
        rows.append({"version": version, "date": fact.pop("date"),
                     "files": sorted(NODE_FILES[p] for p in platforms), **fact})
    yield "dist/index.json", "[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n"

    def cell(value):
        return ",".join(value) if isinstance(value, list) else {True: "true", False: "-"}.get(value, value)
    lines = [list(rows[0])] + [[cell(v) for v in r.values()] for r in rows]
    yield "dist/index.tab", "".join("\t".join(line) + "\n" for line in lines)


def node_aliases(facts):
    """Folder names that nodejs.org answers with the newest release they stand for."""
    aliases = {}
    for version in sorted(facts, key=version_key):
        aliases["latest"] = aliases["latest-%s.x" % version.split(".")[0]] = version
        if facts[version]["lts"]:
            aliases["latest-" + facts[version]["lts"].lower()] = version
    return aliases


def go(files):
    releases = {}
    for path, (digest, size) in sorted(files.items()):
        m = re.fullmatch(r"go/((go[\d.]+)\.([a-z]+)-([a-z0-9]+)\.tar\.gz)", path)
        if m:
            name, version, system, arch = m.groups()
            yield path + ".sha256", digest
            releases.setdefault(version, []).append({
                "filename": name, "os": system, "arch": arch, "version": version, "sha256": digest, "size": size,
                "kind": "archive"})
    everything = [{"version": v, "stable": True, "files": releases[v]}
                  for v in sorted(releases, key=version_key, reverse=True)]
    newest = {}
    for row in everything:
        newest.setdefault(row["version"].rsplit(".", 1)[0], row)
    yield "dl/all.json", json.dumps(everything, indent=1) + "\n"
    yield "dl/newest.json", json.dumps(list(newest.values())[:2], indent=1) + "\n"
    yield "dl/VERSION", everything[0]["version"] + "\ntime 2025-01-01T00:00:00Z\n"


def python(files):
    tags, builds = {}, {}
    for path, (digest, _) in sorted(files.items()):
        m = re.fullmatch(re.escape(PBS) + r"/(\d+)/(cpython-([\d.]+)\+\d+-(.+)-(install_only(?:_stripped)?)\.tar\.gz)", path)
        if m:
            tag, name, version, platform, variant = m.groups()
            tags.setdefault(tag, []).append((name, digest))
            builds.setdefault((tag, version), []).append({
                "platform": platform, "variant": variant,
                "url": "https://github.com/%s/%s/%s" % (PBS, tag, name.replace("+", "%2B")),
                "archive_format": "tar.gz", "sha256": digest})
    for tag, entries in tags.items():
        yield "%s/%s/SHA256SUMS" % (PBS, tag), sums(entries)
    # Newest tag first, then versions in descending order as text (3.9 before 3.11), as in upstream's own list.
    yield "github/versions/main/v1/python-build-standalone.ndjson", "".join(
        json.dumps({"version": "%s+%s" % (version, tag), "date": "%s-%s-%sT00:00:00+00:00" % (tag[:4], tag[4:6], tag[6:]),
                    "artifacts": artifacts}, separators=(",", ":")) + "\n"
        for (tag, version), artifacts in sorted(builds.items(), reverse=True))


def replace(path, make):
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    make(draft)
    os.replace(draft, path)


def main(tree, stamps, *names):
    tree = Path(tree)
    files, facts = read_stamps(Path(stamps), names)
    keep = set(files)
    for path, text in [*node(files, facts), *go(files), *python(files)]:
        keep.add(path)
        # An unchanged file keeps its time, and so its ETag.
        if not (tree / path).is_file() or (tree / path).read_text() != text:
            replace(tree / path, lambda draft: draft.write_text(text))
    for alias, version in node_aliases(facts).items():
        keep.add("dist/" + alias)
        replace(tree / "dist" / alias, lambda draft: draft.symlink_to(version))
    for top, _, here in os.walk(tree, topdown=False):
        for name in here + [d for d in os.listdir(top) if os.path.islink(os.path.join(top, d))]:
            path = Path(top, name)
            if str(path.relative_to(tree)) not in keep:
                path.unlink(missing_ok=True)
        if not os.listdir(top):
            os.rmdir(top)


if __name__ == "__main__":
    main(*sys.argv[1:])
