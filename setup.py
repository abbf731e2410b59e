"""Builds the sdist and the wheel: the same bytes wherever and whenever, from setup.cfg.

With ``SOURCE_DATE_EPOCH`` set, nothing of the machine is left in either: no clock, owner, umask or
folder, and nothing that an earlier build has left behind. ``.ci/build`` does so with pinned tools.
"""

import os
import shutil
import tarfile
from gzip import GzipFile
from tempfile import TemporaryDirectory

from setuptools import Distribution, setup
from setuptools.command import egg_info, sdist

# Setuptools' own, once that is imported: setuptools.errors has them from 59 on.
from distutils.errors import DistutilsModuleError, DistutilsOptionError  # isort: skip


class EggInfo(egg_info.egg_info):
    """Metadata from setup.cfg alone: what is left of an earlier one would get into the wheel."""

    def run(self):
        if os.path.islink(self.egg_info):
            os.unlink(self.egg_info)
        elif os.path.exists(self.egg_info):
            shutil.rmtree(self.egg_info)
        super().run()

    def save_version_info(self, filename):
        """Leaves the sdist's setup.cfg as it is: the version has no tags that it would have to
        keep, and setuptools would lose the comments."""


class Sdist(sdist.sdist):
    """An archive that says nothing of where, when and by whom it was made."""

    def make_release_tree(self, base_dir, files):
        if os.path.lexists(base_dir):  # from a build that was interrupted
            shutil.rmtree(base_dir)
        super().make_release_tree(base_dir, files)

    def make_archive(self, base_name, format, root_dir=None, base_dir=None, owner=None, group=None):
        if format != "gztar":
            raise DistutilsOptionError(f"an sdist is a .tar.gz, not of the format {format!r}")
        path = f"{base_name}.tar.gz"
        self.mkpath(self.dist_dir)
        # No name and no time in the head of the gzip data; the entries are added in their order.
        with (
            open(path, "wb") as file,
            GzipFile("", "wb", 9, file, 0) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            tar.add(base_dir, filter=anonymous)
        return path


def anonymous(entry):
    """The entry of an archive as anybody's."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() or is_script(entry.name) else 0o644
    entry.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", entry.mtime))
    return entry


def is_script(path):
    """Whether a file is to be run, by its first line: not every file system knows."""
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def commands():
    yield "egg_info", EggInfo
    yield "sdist", Sdist
    try:
        # From setuptools, or from wheel where setuptools is older than 70.1.
        base = Distribution().get_command_class("bdist_wheel")
    except DistutilsModuleError:
        return  # there is no wheel, and none is being built

    class BdistWheel(base):
        """The times and the order in a wheel are settled; here it is the permissions."""

        def write_wheelfile(self, *args, **options):
            super().write_wheelfile(*args, **options)  # the last file before all are packed
            for folder, _, names in os.walk(self.bdist_dir):
                for name in names:
                    os.chmod(os.path.join(folder, name), 0o644)

    yield "bdist_wheel", BdistWheel


with TemporaryDirectory(ignore_cleanup_errors=True) as fresh:
    # A folder of its own for each build: setuptools packs whatever an old one holds.
    setup(cmdclass=dict(commands()), options={"build": {"build_base": fresh}})
