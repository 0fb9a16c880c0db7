"""Node as a newcomer uses it: npm install, npm start, global programs, npx, addons."""

import json
import re
import shutil
import subprocess
import unittest
import urllib.request

from machine import MachineCase, require_reachable, tools

SERVER = """
const isNumber = require("is-number");
const server = require("node:http").createServer((request, response) => {
  response.end(`${process.version} ${isNumber("7")}`);
});
server.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`));
process.stdin.on("end", () => process.exit(0)).resume();
"""

# Without dependencies, so that no registry is asked.
GREETER = {
    "package.json": json.dumps({"name": "greeter", "version": "1.0.0", "bin": {"greet": "greet.js"}}),
    "greet.js": "#!/usr/bin/env node\nconsole.log(`hello from ${process.version}`);\n",
}

# Where node-gyp would load headers from, were it not told of those that are here: nobody listens there.
NO_DOWNLOAD = "--disturl=http://127.0.0.1:1/"
ADDON = {
    "package.json": json.dumps({"name": "addon", "version": "1.0.0",
                                "scripts": {"headers": f"node-gyp configure {NO_DOWNLOAD}",
                                            "make": f"node-gyp rebuild {NO_DOWNLOAD}"}}),
    "binding.gyp": json.dumps({"targets": [{"target_name": "addon", "sources": ["addon.c"]}]}),
    "addon.c": '#include <node_api.h>\n'
               'NAPI_MODULE_INIT() {\n'
               '  napi_value answer;\n'
               '  napi_create_int32(env, 42, &answer);\n'
               '  return answer;\n'
               '}\n',
}


def registry(machine):
    """Skips the test where npm's registry is not known or cannot be reached."""
    url = machine.env.get("NPM_CONFIG_REGISTRY")
    if not url:
        raise unittest.SkipTest("this machine has no npm that names its registry")
    require_reachable("npm's registry", url.rstrip("/") + "/is-number")


class NodeTest(MachineCase):
    wanted = {"node": "22"}

    def test_npm_install_and_npm_start_answer_over_http(self):
        registry(self.machine)
        root = self.project({
            "devenv.toml": tools(node="22"),
            "package.json": json.dumps({"name": "app", "private": True, "scripts": {"start": "node server.js"},
                                        "dependencies": {"is-number": "7.0.0"}}),
            "server.js": SERVER,
        })
        self.machine.devenv("install", cwd=root)
        self.machine.exec(root, "npm", "install")
        server = subprocess.Popen([self.machine.program, "exec", "npm", "start"], cwd=root,
                                  env=self.machine.environment(), text=True, stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            port = next((m[1] for m in (re.fullmatch(r"port (\d+)\n", line) for line in server.stdout) if m), None)
            self.assertIsNotNone(port, "the server ended before it listened")
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"http://127.0.0.1:{port}/") as answer:
                self.assertEqual(answer.read(), b"v22.23.3 true")
        finally:
            # The server ends with its input: no process to look for and to kill.
            _, errors = server.communicate("", timeout=60)
        self.assertEqual(server.returncode, 0, errors)

    def test_a_global_install_lies_outside_the_store_and_is_on_path(self):
        greeter = self.project(GREETER)
        # npm links a folder; a packed one is copied as from the registry.
        packed = self.machine.exec(self.root, "npm", "pack", "--silent", greeter).out.strip()
        before = self.store_files()
        self.machine.exec(self.root, "npm", "install", "-g", "--offline", f"./{packed}")
        self.assertEqual(self.machine.exec(self.root, "greet").out, "hello from v22.23.3\n")
        place = self.machine.devenv("which", "greet", cwd=self.root).out.strip()
        self.assertTrue(place.startswith(f"{self.machine.data}/global/"), place)
        self.assertEqual(self.store_files(), before)
        self.machine.exec(self.root, "npm", "uninstall", "-g", "greeter")
        self.machine.exec(self.root, "greet", expect=127)

    def store_files(self):
        return sorted(str(path) for path in (self.machine.data / "store").rglob("*"))

    def test_npx_runs_a_package_with_an_empty_global_folder(self):
        greeter = self.project(GREETER)
        fresh = self.project({"devenv.toml": tools(node="22"), "devenv.lock": (self.root / "devenv.lock").read_text()})
        home = self.project({"home/": ""}) / "home"
        # npx fails with ENOENT where the folder of global packages is missing.
        shutil.rmtree(self.machine.data / "global")
        self.machine.devenv("install", cwd=fresh)
        answer = self.machine.exec(fresh, "npx", "--yes", "--offline", "--package", greeter, "greet",
                                   env={"HOME": home})
        self.assertEqual(answer.out, "hello from v22.23.3\n")

    def test_a_user_without_npmrc_sees_no_warning(self):
        for command in (("npm", "--version"), ("npm", "config", "get", "prefix"), ("npm", "ls", "-g")):
            with self.subTest(command):
                self.assertEqual(self.machine.exec(self.root, *command).err, "")

    def test_corepack_is_there_where_the_release_brings_it(self):
        self.assertRegex(self.machine.exec(self.root, "corepack", "--version").out, r"^\d+\.\d+")

    def test_a_wrong_prefix_of_the_machine_does_not_lead_global_installs_away(self):
        prefix = self.machine.exec(self.root, "npm", "prefix", "-g", env={"NPM_CONFIG_PREFIX": "/usr"}).out.strip()
        self.assertTrue(prefix.startswith(f"{self.machine.data}/global/"), prefix)


class AddonTest(MachineCase):
    """node-gyp takes the headers that the archive brings: the network has them for official builds only."""

    def check_headers(self, request, version):
        root = self.project({**ADDON, "devenv.toml": tools(node=request)})
        self.machine.devenv("install", cwd=root)
        node = self.machine.devenv("which", "node", cwd=root).out.strip()
        install = node.removesuffix("/bin/node")
        self.assertEqual(self.machine.exec(root, "node", "--version").out.strip(), version)
        done = self.machine.exec(root, "npm", "run", "headers")
        self.assertIn(f'"nodedir": "{install}"', (root / "build" / "config.gypi").read_text(), done.err)
        self.assertNotIn("npm warn", done.err.lower())
        return root

    def test_node_20(self):
        self.check_headers("20", "v20.18.1")

    @unittest.skipUnless(shutil.which("make") and shutil.which("cc"), "needs cc and make")
    def test_node_22_builds_and_loads_an_addon(self):
        root = self.check_headers("22", "v22.23.3")
        self.machine.exec(root, "npm", "run", "make")
        answer = self.machine.exec(root, "node", "-p", "require('./build/Release/addon')")
        self.assertEqual(answer.out, "42\n")

    def test_node_26(self):
        self.check_headers("26", "v26.10.0")


if __name__ == "__main__":
    unittest.main()
