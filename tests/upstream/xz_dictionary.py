"""Declare a 64 MiB dictionary in a one-block .xz that was packed with a small one.

A decoder allocates what the header says, so unpacking needs the memory that nodejs.org's own files need
(xz -9e), while packing stays ten times faster.
"""
import sys
import zlib

LZMA2_FILTER = 0x21
DICTIONARY_64_MIB = 28


def main(path):
    with open(path, "r+b") as f:
        f.seek(12)
        size = (f.read(1)[0] + 1) * 4
        f.seek(12)
        header = bytearray(f.read(size))
        if header[1] & 0x3F or header[2] != LZMA2_FILTER or header[3] != 1:
            raise SystemExit("not a plain LZMA2 block: " + path)
        header[4] = DICTIONARY_64_MIB
        header[-4:] = zlib.crc32(bytes(header[:-4])).to_bytes(4, "little")
        f.seek(12)
        f.write(header)


if __name__ == "__main__":
    main(sys.argv[1])
