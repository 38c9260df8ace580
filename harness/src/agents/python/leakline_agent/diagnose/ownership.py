"""Whose a file is."""

import os

_STANDARD_LIBRARY = os.path.dirname(os.path.abspath(os.__file__)) + os.sep
_INSTALLED = tuple(f"{os.sep}{name}{os.sep}" for name in ("site-packages", "dist-packages"))


def is_of_package(file):
    return any(folder in file for folder in _INSTALLED)


def is_installed(file):
    """Whether a file came with Python or with a package; frozen modules have no file."""
    return file.startswith(("<", _STANDARD_LIBRARY)) or is_of_package(file)


def owner_of(file):
    """`own`, `package`, or `engine` for Python itself."""
    if is_of_package(file):
        return "package"
    return "engine" if is_installed(file) else "own"
