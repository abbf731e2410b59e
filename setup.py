"""Builds the sdist and the wheel reproducibly, from setup.cfg.

With ``SOURCE_DATE_EPOCH`` set, neither depends on the clock, owner, umask or folder, or on the
files of an earlier build. ``.ci/build`` sets it and uses pinned tools.
"""

import os
import shutil
import tarfile
from gzip import GzipFile
from tempfile import TemporaryDirectory

from setuptools import Distribution, setup
from setuptools.command import egg_info, sdist

# Provided by setuptools after its import; setuptools.errors has them only from version 59.
from distutils.errors import DistutilsModuleError, DistutilsOptionError  # isort: skip


class EggInfo(egg_info.egg_info):
    """Writes metadata from setup.cfg only. Deletes the metadata of an earlier build, which would
    get into the wheel."""

    def run(self):
        if os.path.islink(self.egg_info):
            os.unlink(self.egg_info)
        elif os.path.exists(self.egg_info):
            shutil.rmtree(self.egg_info)
        super().run()

    def save_version_info(self, filename):
        """Leaves the setup.cfg of the sdist unchanged. The version has no tags to save, and
        setuptools would remove the comments."""


class Sdist(sdist.sdist):
    """Writes an archive without the place, time and owner of the build."""

    def make_release_tree(self, base_dir, files):
        if os.path.lexists(base_dir):  # left by an interrupted build
            shutil.rmtree(base_dir)
        super().make_release_tree(base_dir, files)

    def make_archive(self, base_name, format, root_dir=None, base_dir=None, owner=None, group=None):
        if format != "gztar":
            raise DistutilsOptionError(f"the format of an sdist must be 'gztar', not {format!r}")
        path = f"{base_name}.tar.gz"
        self.mkpath(self.dist_dir)
        # The gzip header has no name and no time, and tar adds the entries in sorted order.
        with (
            open(path, "wb") as file,
            GzipFile("", "wb", 9, file, 0) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            tar.add(base_dir, filter=anonymous)
        return path


def anonymous(entry):
    """Returns the entry of an archive without its owner, and with normalized mode and time."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() or is_script(entry.name) else 0o644
    entry.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", entry.mtime))
    return entry


def is_script(path):
    """Returns whether a file starts with ``#!``. Not every file system has executable bits."""
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def commands():
    yield "egg_info", EggInfo
    yield "sdist", Sdist
    try:
        # From setuptools, or from wheel if setuptools is older than 70.1.
        base = Distribution().get_command_class("bdist_wheel")
    except DistutilsModuleError:
        return  # wheel is not installed, so no wheel is being built

    class BdistWheel(base):
        """Normalizes the permissions in a wheel; its times and order are already reproducible."""

        def write_wheelfile(self, *args, **options):
            super().write_wheelfile(*args, **options)  # the last file before packing
            for folder, _, names in os.walk(self.bdist_dir):
                for name in names:
                    os.chmod(os.path.join(folder, name), 0o644)

    yield "bdist_wheel", BdistWheel


with TemporaryDirectory(ignore_cleanup_errors=True) as fresh:
    # Use a new folder for each build: setuptools packs all files of an old one.
    setup(cmdclass=dict(commands()), options={"build": {"build_base": fresh}})
