#!/usr/bin/env python3
"""Runs the unittest cases of one file, and names on a line each why a test was skipped."""

import importlib.util
import pathlib
import sys
import unittest


def load(path):
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(load(pathlib.Path(sys.argv[1]).resolve()))
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    for test, reason in result.skipped:
        print(f"skipped: {test}: {reason}")
    if result.testsRun > 0 and len(result.skipped) == result.testsRun:
        print("run_tests: all skipped")
    sys.exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)


main()
