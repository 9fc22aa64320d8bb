"""The packages of Debian as CPack makes them: what is in them, how large they are, and that they install. What this machine has not
(lintian, mmdebstrap, a mirror) is said, and left out."""
import gzip
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(sys.argv[1]).resolve().parent.parent
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
MOST_LIBRARIES = 15
MOST_BYTES = 8 << 20
MOST_PACKAGES = 25
EPOCH = "1700000000"


def run(*words, **how):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, **how)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def packed(into):
    """Both packages, by name."""
    run("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", into, cwd=BUILD,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH})
    return {path.name.split("_")[0]: path for path in pathlib.Path(into).glob("*.deb")}


def check_same_bytes(folder, packages):
    again = packed(folder / "again")
    for name, path in packages.items():
        digests = {hashlib.sha256(each.read_bytes()).hexdigest() for each in (path, again[name])}
        assert len(digests) == 1, f"{name} differs when it is packed again"


def check_size(packages):
    size = packages["pressrun"].stat().st_size
    assert size <= MOST_BYTES, f"pressrun is {size} bytes"
    print(f"pressrun: {size / 1e6:.1f} MB; pressrun-simulator: {packages['pressrun-simulator'].stat().st_size / 1e6:.1f} MB")


def check_libraries(root):
    """Beyond the C and C++ libraries and what loads them."""
    lines = run("ldd", root / "usr/bin/pressrun").splitlines()
    names = {pathlib.Path(line.split()[0]).name for line in lines}
    own = {name for name in names if not re.match(r"linux-vdso|ld-linux|lib(c|m|stdc\+\+|gcc_s)\.so", name)}
    print(f"shared libraries: {len(own)}: {' '.join(sorted(own))}")
    assert len(own) <= MOST_LIBRARIES, own
    assert not any("cairo" in name or "X11" in name for name in own)


def commands(program):
    out = run(program, "help")
    return re.findall(r"^  ([a-z]+) ", out, re.M)


def check_documents(root):
    """A page for every command, and no option that it does not have."""
    program = root / "usr/bin/pressrun"
    for command in set(commands(program)) - {"help", "version"}:
        page = gzip.decompress((root / f"usr/share/man/man1/pressrun-{command}.1.gz").read_bytes()).decode()
        for option in re.findall(r"--[a-z][a-z-]+", run(program, "help", command)):
            assert option.replace("-", "\\-") in page or option == "--help", f"{option} is not in the page of {command}"
    manifest = gzip.decompress((root / "usr/share/man/man5/pressrun-manifest.5.gz").read_bytes()).decode()
    for key in ("template_format_names", "matrix", "notify", "budget"):
        assert "\\fB" + key.replace("-", "\\-") + "\\fR" in manifest, key
    if shutil.which("man"):
        for page in sorted((root / "usr/share/man").glob("man*/*.gz")):
            done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(page)], capture_output=True, text=True,
                                  env={**os.environ, "MANROFFSEQ": "", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"})
            assert done.returncode == 0 and not done.stderr, (page, done.stderr)
    else:
        print("man is not installed: pages are not formatted")
    for file in ("bash-completion/completions/pressrun", "zsh/vendor-completions/_pressrun", "fish/vendor_completions.d/pressrun.fish"):
        assert (root / "usr/share" / file).stat().st_size > 1000, file
    assert (root / "usr/share/doc/pressrun/examples/black-friday.yaml").exists()


def check_units(root):
    unit = root / "lib/systemd/system/pressrun@.service"
    unit = unit if unit.exists() else root / "usr" / unit.relative_to(root)
    if not shutil.which("systemd-analyze"):
        print("systemd-analyze is not installed: the units are not rated")
        return
    out = run("systemd-analyze", "security", "--offline=true", unit)
    level = float(re.search(r"Overall exposure level for \S+: ([0-9.]+)", out).group(1))
    print(f"exposure of the service: {level}")
    assert level <= 2.0, out


def check_lintian(packages):
    if not shutil.which("lintian"):
        print("lintian is not installed: not run")
        return
    done = subprocess.run(["lintian", "--allow-root", "-I", "--pedantic", *map(str, packages.values())], capture_output=True, text=True)
    # A package that is not Debian's own closes no bug of its archive.
    complaints = [line for line in done.stdout.splitlines() if "initial-upload-closes-no-bugs" not in line]
    assert not complaints, "\n".join(complaints)


def check_fresh_root(folder, packages):
    """Installs, runs a night against the simulator, upgrades with the journal kept, purges."""
    if not shutil.which("mmdebstrap") or os.geteuid() != 0:
        print("mmdebstrap is not installed, or this is not root: nothing is installed")
        return
    root = folder / "root"
    made = subprocess.run(["mmdebstrap", "--variant=minbase", "bookworm", str(root)], capture_output=True, text=True)
    if made.returncode != 0:
        print("mmdebstrap makes no root here: " + made.stderr.strip().splitlines()[-1])
        return
    inside_env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}

    def inside(*words):
        return run("chroot", root, *words, env=inside_env)

    def count():
        return len(inside("dpkg-query", "-W").splitlines())

    if subprocess.run(["chroot", str(root), "apt-get", "update"], env=inside_env, capture_output=True).returncode != 0:
        print("no packages can be fetched from within the root: nothing is installed")
        return
    for path in packages.values():
        shutil.copy(path, root / "tmp")
    before = count()
    inside("apt-get", "install", "-y", "--no-install-recommends", "/tmp/" + packages["pressrun"].name)
    added = count() - before
    print(f"packages that pressrun brings into a fresh root, itself included: {added}")
    assert added <= MOST_PACKAGES, added
    assert "pressrun 0" in inside("pressrun", "--version")
    inside("apt-get", "install", "-y", "--no-install-recommends", "/tmp/" + packages["pressrun-simulator"].name)
    (root / "srv/night").mkdir(parents=True)
    shutil.copy(SOURCE / "tests/cli/data/night.yaml", root / "srv/night/night.yaml")
    inside("pressrun", "run", "--simulate", "/srv/night/night.yaml")
    journal = root / "srv/night/.pressrun/night.simulated.db"
    assert journal.exists()
    inside("apt-get", "install", "-y", "--reinstall", "/tmp/" + packages["pressrun"].name)
    assert "2 unchanged" in inside("sh", "-c", "pressrun run --simulate /srv/night/night.yaml 2>&1")
    inside("apt-get", "purge", "-y", "pressrun", "pressrun-simulator")
    assert journal.exists(), "a purge took the journal"
    left = [str(path) for path in root.rglob("*pressrun*") if not str(path).startswith((str(root / "srv"), str(root / "tmp"), str(root / "var/log")))]
    assert not left, left


def main():
    for tool in ("cpack", "dpkg-deb", "dpkg-shlibdeps"):
        if not shutil.which(tool):
            print(f"{tool} is not installed: no packages are made")
            return
    run("cmake", "--build", BUILD, "--target", "documents", "changelog", "pressrun")
    with tempfile.TemporaryDirectory(prefix="pressrun-packages-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        packages = packed(folder / "first")
        assert set(packages) == {"pressrun", "pressrun-simulator"}, packages
        root = folder / "unpacked"
        for path in packages.values():
            run("dpkg-deb", "-x", path, root)
        check_same_bytes(folder, packages)
        check_documents(root)
        check_units(root)
        check_libraries(root)
        check_size(packages)
        check_lintian(packages)
        check_fresh_root(folder, packages)
    print("1 passed, 0 failed")


if __name__ == "__main__":
    main()
