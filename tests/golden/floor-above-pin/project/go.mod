go 1.24
toolchain go1.23.4
