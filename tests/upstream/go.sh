# Debian spreads GOROOT over /usr/lib/go-X and /usr/share/go-X, with links between them. Here both are one
# folder without links, and what Debian leaves out comes from upstream's tarball of Go 1.19.

make_go() { # VERSION ARCH
  local v=$1 arch=$2 series=${1%.*} debian=$stage/debian root=$stage/go out=$stage/tree/go
  mkdir -p "$root" "$out"
  unpack_debs "$debian" "golang-$series-go:$arch/bookworm-backports" "golang-$series-src/bookworm-backports"
  cp -rl "$debian/usr/share/go-$series/." "$root/"
  find "$debian/usr/lib/go-$series" -type l -delete
  cp -rl "$debian/usr/lib/go-$series/." "$root/"
  [ "$(head -1 "$root/VERSION")" = "go$v" ] || die "Debian's golang-$series is $(head -1 "$root/VERSION"), not go$v"
  tar -xzf "$(upstream_tarball golang-1.19/bookworm)" -C "$root" --strip-components=1 \
    go/lib/time go/LICENSE go/PATENTS go/README.md go/CONTRIBUTING.md go/SECURITY.md go/codereview.cfg
  rm -f "$root"/pkg/tool/*/{dist,distpack}
  tar_like go "$root" 1700000000 | gz > "$out/go$v.linux-$arch.tar.gz"
}
