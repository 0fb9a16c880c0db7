# An artifact is one or more files of the tree that are made together. Its stamp holds the key it was made
# for, then a line for each file: sha256, size, path. The indexes are written from the stamps, so a file is
# hashed once.

fresh() { # NAME KEY
  local key sum size file
  [ -e "$stamps/$1" ] || return 1
  {
    read -r key
    [ "$key" = "$2" ] || return 1
    while read -r sum size file; do
      [ "$sum" = facts ] || [ -s "$tree/$file" ] || return 1
    done
  } < "$stamps/$1"
}

write_stamp() { # NAME < TEXT
  cat > "$work/stamp.$1"
  mv "$work/stamp.$1" "$stamps/$1"
}

# Moves what STAGE/tree holds into the tree. The old stamp goes first: a kill in between leaves the artifact
# to be made again, never a stamp for other files.
publish() { # NAME KEY STAGE
  local from=$3/tree file files
  files=$(cd "$from" && find . -type f -printf '%P\n' | sort)
  {
    echo "$2"
    while read -r file; do
      echo "$(sha256sum < "$from/$file" | cut -d' ' -f1) $(stat -c %s "$from/$file") $file"
    done <<< "$files"
    if [ -e "$3/facts" ]; then echo "facts - $(cat "$3/facts")"; fi
  } > "$3/stamp"
  rm -f "$stamps/$1"
  while read -r file; do
    mkdir -p "$(dirname "$tree/$file")"
    mv -f "$from/$file" "$tree/$file"
  done <<< "$files"
  write_stamp "$1" < "$3/stamp"
}

# Each upstream writes tar in its own dialect, and an unpacker has to read all three:
#   node  GNU tar, folder entries, owner 1000:1000, paths over 100 bytes as ././@LongLink
#   go    folder entries, owner 0:0 without names
#   pbs   ustar with the prefix field, no folder entries at all, root:root, group-writable
tar_like() { # UPSTREAM FOLDER MTIME > TAR
  local common=(--sort=name --mtime="@$3" -C "$(dirname "$2")" -cf -)
  local top=${2##*/}
  case $1 in
    node) tar --format=gnu --numeric-owner --owner=1000 --group=1000 --mode=u=rwX,go=rX "${common[@]}" "$top" ;;
    go) tar --format=gnu --numeric-owner --owner=0 --group=0 --mode=u=rwX,go=rX "${common[@]}" "$top" ;;
    pbs)
      (cd "$(dirname "$2")" && find "$top" ! -type d -print0 | sort -z) |
        tar --format=ustar --owner=root:0 --group=root:0 --mode=ug=rwX,o=rX --no-recursion "${common[@]}" --null -T - ;;
  esac
}

# Upstream packs with gzip -9 and xz -9e, which takes minutes an archive.
gz() { gzip -n -4; }
xz_fast() { xz -T1 --lzma2=preset=0,dict=1MiB; }
