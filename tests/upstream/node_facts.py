"""What a Node release says of itself in the CHANGELOG.md inside its archive.

node_facts.py CHANGELOG VERSION prints: date, LTS name or "-", security release (true, false), npm, corepack or "-".
"""
import re
import sys


def facts(text, version):
    start = text.index('<a id="%s"></a>' % version)
    since = text[start:]
    own = since[:since.find('<a id="', 10)]
    head = re.search(r"^## (\d{4}-\d\d-\d\d), Version \S+(?: '([^']+)')? \((LTS|Current)\)", since, re.M)
    date, name, line = head.groups()
    # A release that does not mention npm bundles the npm of the release before it.
    bundled = [re.search(r"\*\*deps\*\*:? .{0,40}?\b" + what + r"(?:@| to | updated to )v?(\d+\.\d+\.\d+)", since)
               for what in ("npm", "corepack")]
    return [date, name if line == "LTS" else "-", "true" if "security release" in own.lower() else "false",
            *(m.group(1) if m else "-" for m in bundled)]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as f:
        print(*facts(f.read(), sys.argv[2]))
