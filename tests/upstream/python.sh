# CPython in the shape of python-build-standalone's install_only archives. 3.9 is Debian 11's interpreter, which
# asks for little glibc, with upstream's own standard library; 3.11 is compiled, since Debian's binary has Debian's
# patched site.py frozen in.

make_python() { # VERSION ARCH TAG...
  local v=$1 arch=$2 series=${1%.*} root=$stage/python tag dir name
  shift 2
  mkdir -p "$root"
  case $series in
    3.9) python_from_debian ;;
    *) python_from_source ;;
  esac
  trim_python
  for tag in "$@"; do
    dir=$stage/tree/astral-sh/python-build-standalone/releases/download/$tag
    name=cpython-$v+$tag-$arch-unknown-linux-gnu
    mkdir -p "$dir"
    tar_like pbs "$root" "$(date -d "$tag" +%s)" | gz > "$dir/$name-install_only.tar.gz"
    # Upstream has the stripped flavor since that tag. Nothing here has debug symbols, so the bytes are the same.
    if [ "$tag" -ge 20240726 ]; then ln "$dir/$name-install_only.tar.gz" "$dir/$name-install_only_stripped.tar.gz"; fi
  done
}

python_from_debian() {
  local debian=$stage/debian source=$stage/source/python lib=$root/lib/python$series machine deb_arch script
  case $arch in x86_64) deb_arch=amd64 ;; aarch64) deb_arch=arm64 ;; esac
  machine=$arch-linux-gnu
  mkdir -p "$source" "$root"/{bin,lib/pkgconfig,include,share/man/man1}
  unpack_debs "$debian" {python3.9-minimal,libpython3.9-minimal,libpython3.9-stdlib,libpython3.9,python3.9-dev,libpython3.9-dev,libssl1.1,libffi7,libsqlite3-0,libreadline8,libncursesw6,libtinfo6,liblzma5,libbz2-1.0,zlib1g,libuuid1,libexpat1,libmpdec3,libdb5.3,libtirpc3,libnsl2,libcrypt1,libgssapi-krb5-2,libkrb5-3,libk5crypto3,libcom-err2,libkrb5support0,libkeyutils1}:"$deb_arch"/bullseye
  tar -xf "$(upstream_tarball python3.9/bullseye)" -C "$source" --strip-components=1

  install -m755 "$debian/usr/bin/python3.9" "$root/bin/"
  install -m755 "$debian/usr/bin/$machine-python3.9-config" "$root/bin/python3.9-config"
  install -m755 "$debian/usr/lib/$machine/libpython3.9.so.1.0" "$root/lib/"
  ln -s libpython3.9.so.1.0 "$root/lib/libpython3.9.so"
  for script in idle3:idle3.9 pydoc3:pydoc3.9 2to3:2to3-3.9; do
    install -m755 "$source/Tools/scripts/${script%:*}" "$root/bin/${script#*:}"
    sed -i '1s|.*|#!/install/bin/python3.9|' "$root/bin/${script#*:}"
  done

  cp -r "$source/Lib" "$lib"
  mkdir -p "$lib/site-packages"
  cp -r "$debian/usr/lib/python3.9/lib-dynload" "$lib/"
  sed -E "s#'/usr(/|')#'/install\1#g; s#=/usr(/|')#=/install\1#g" "$debian/usr/lib/python3.9/_sysconfigdata__$machine.py" \
    > "$lib/_sysconfigdata__linux_$machine.py"
  cp -r "$debian/usr/lib/python3.9/config-3.9-$machine" "$lib/"
  find "$lib/config-3.9-$machine" -type l -delete
  cp -r "$source/Include" "$root/include/python3.9"
  cp "$debian/usr/include/$machine/python3.9/pyconfig.h" "$root/include/python3.9/"
  cp "$source/Misc/python.man" "$root/share/man/man1/python3.9.1"
  cp "$debian/usr/lib/$machine/pkgconfig"/python-3.9*.pc "$root/lib/pkgconfig/"
  libraries=("$debian/usr/lib/$machine" "$debian/lib/$machine")
}

python_from_source() {
  local source=$stage/source/python
  mkdir -p "$source"
  tar -xf "$(upstream_tarball "python$series/bookworm")" -C "$source" --strip-components=1
  (
    cd "$source"
    ./configure --prefix=/install --enable-shared --without-ensurepip --disable-test-modules CFLAGS='-O1 -g0'
    # 'make install' would compile the whole library to byte code three times, and trim_python throws it away.
    sed -i 's|-Wi $(DESTDIR)$(LIBDEST)/compileall.py|-c pass|' Makefile
    make -j"$(nproc)"
    make install DESTDIR="$stage/installed"
  ) > "$stage/log" 2>&1 || { tail -30 "$stage/log" >&2; die "python $v could not be compiled"; }
  rmdir "$root"
  mv "$stage/installed/install" "$root"
  libraries=(/usr/lib/x86_64-linux-gnu /lib/x86_64-linux-gnu)
}

# What python-build-standalone does after 'make install': no tests, no byte code, no static library, pip from the
# wheels that CPython carries, libraries and interpreter found by relative paths.
trim_python() {
  local lib=$root/lib/python$series
  (cd "$lib" && rm -rf test tests {idlelib/idle_,ctypes/,sqlite3/,unittest/,tkinter/}test {distutils,lib2to3}/tests \
    lib-dynload/_test*.so lib-dynload/_ctypes_test*.so lib-dynload/_xxtestfuzz*.so lib-dynload/xxlimited*.so \
    site-packages/README.txt)
  find "$root" -name __pycache__ -type d -prune -exec rm -rf {} +
  find "$root" -name 'libpython*.a' -delete
  ln -sfn "python$series" "$root/bin/python3"
  ln -sfn "python$series" "$root/bin/python"
  ln -sfn "python$series-config" "$root/bin/python3-config"
  ln -sfn "idle$series" "$root/bin/idle3"
  ln -sfn "pydoc$series" "$root/bin/pydoc3"
  ln -sfn "2to3-$series" "$root/bin/2to3"
  sed -i 's|^prefix=.*|prefix=${pcfiledir}/../..|' "$root"/lib/pkgconfig/*.pc
  /usr/bin/python3 "$here/relocate.py" "$root" "$series" "${libraries[@]}"
}
