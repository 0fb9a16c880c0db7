# Debian's packages of any suite and machine, and npm's, through apt and npm as this machine has them set up.

need_packages() { # RUNTIME...
  local need=(python3 xz-utils ca-certificates) missing=() p
  case " $* " in *" python "*) need+=(binutils patchelf) ;; esac
  case " $* " in *" node "*) command -v npm > /dev/null || need+=(nodejs npm) ;; esac
  case " ${stale[*]-} " in *" python 3.11"*)
    need+=(build-essential pkg-config libssl-dev zlib1g-dev libbz2-dev liblzma-dev libsqlite3-dev libffi-dev
           libreadline-dev libncurses-dev uuid-dev) ;;
  esac
  for p in "${need[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2> /dev/null)" = installed ] || missing+=("$p")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" -eq 0 ] || die "packages are missing; run: sudo apt-get install -y --no-install-recommends ${missing[*]}"
  say "apt-get install ${missing[*]}"
  apt-get update -qq >&2 || say "apt-get update failed for a source; going on with the lists there are"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
}

# Other suites and arm64 are read through a private apt state, so the machine's own lists stay as they are.
# Container images switch apt's package cache off, which makes every call parse all lists: -o has it on again.
private_apt() {
  local tool=$1
  shift
  APT_CONFIG=$work/apt/apt.conf "$tool" -o Dir::Cache::pkgcache=pkgcache.bin \
    -o Dir::Cache::srcpkgcache=srcpkgcache.bin -o Acquire::GzipIndexes=false \
    -o APT::Update::Post-Invoke-Success::= "$@"
}

# The lists are read by the first download that needs them, and are not kept.
read_package_lists() {
  local apt=$work/apt uri source
  [ ! -e "$apt/ready" ] || return 0
  uri=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list /etc/apt/sources.list 2> /dev/null || true; } |
        awk '/^URIs:/ {print $2} /^deb / {for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) {print $i; break}}' |
        grep -m1 -E '/debian/?$' || true)
  [ -n "$uri" ] || die "no Debian mirror in this machine's apt sources"
  mkdir -p "$apt"/{lists/partial,cache/archives/partial,state,sources}
  for source in 'deb-src:bookworm' 'deb:bookworm-backports' 'deb deb-src:bullseye'; do
    cat >> "$apt/sources/debian.sources" << END
Types: ${source%:*}
URIs: $uri
Suites: ${source#*:}
Components: main
Architectures: amd64 arm64
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

END
  done
  cat > "$apt/apt.conf" << END
Dir::State "$apt/state";
Dir::State::Lists "$apt/lists";
Dir::State::status "/dev/null";
Dir::Cache "$apt/cache";
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$apt/sources";
APT::Architecture "amd64";
APT::Architectures { "amd64"; "arm64"; };
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
END
  say "reading Debian's package lists"
  private_apt apt-get update -qq >&2
  touch "$apt/ready"
}

# Unpacks Debian packages. One call downloads all that are missing: each start of apt costs a second.
unpack_debs() { # DEST PACKAGE[:ARCH]/SUITE...
  local dest=$1 spec file missing=()
  shift
  mkdir -p "$dest" "$downloads/debs" "$stage/debs"
  exec 8> "$work/apt.lock"
  flock 8
  for spec in "$@"; do [ -s "$downloads/debs/${spec//[:\/]/_}.deb" ] || missing+=("$spec"); done
  if [ ${#missing[@]} -gt 0 ]; then
    read_package_lists
    (cd "$stage/debs" && private_apt apt-get download -qq "${missing[@]}" >&2)
    for spec in "${missing[@]}"; do
      mv "$stage/debs/${spec%%[:/]*}"_*.deb "$downloads/debs/${spec//[:\/]/_}.deb"
    done
  fi
  exec 8>&-
  for spec in "$@"; do dpkg-deb -x "$downloads/debs/${spec//[:\/]/_}.deb" "$dest"; done
}

# Prints the path of upstream's own tarball, as a Debian source package carries it.
upstream_tarball() { # SOURCE-PACKAGE/SUITE
  local dir=$downloads/source file
  mkdir -p "$dir" "$stage/source"
  exec 8> "$work/apt.lock"
  flock 8
  file=$(find "$dir" -name "${1%/*}_*.orig.tar.*" -print -quit)
  if [ -z "$file" ]; then
    read_package_lists
    # apt checks the tarball itself; a mirror may lack the signature file beside it, and then apt fails.
    (cd "$stage/source" && private_apt apt-get source -qq --download-only --tar-only "$1") > "$stage/log" 2>&1 || true
    file=$(find "$stage/source" -name "${1%/*}_*.orig.tar.*" ! -name '*.asc' -print -quit)
    [ -n "$file" ] || { cat "$stage/log" >&2; die "no source tarball for $1"; }
    mv "$file" "$dir/"
    file=$dir/${file##*/}
  fi
  exec 8>&-
  echo "$file"
}

# Prints the path of a package's tarball. npm's own cache is kept out of it, or everything would lie here twice.
npm_tarball() { # NAME@VERSION
  local file=$downloads/npm/${1//[\/@]/_}.tgz dir
  if [ ! -s "$file" ]; then
    mkdir -p "$downloads/npm"
    dir=$(mktemp -d "$stage/npm.XXXXXX")
    npm pack --silent --cache "$dir/cache" --pack-destination "$dir" "$1" > "$dir/log" 2>&1 || { cat "$dir/log" >&2; die "npm has no $1"; }
    mv "$dir"/*.tgz "$file"
    rm -rf "$dir"
  fi
  echo "$file"
}
