"""Bring ``i18n/zhanbu_zh_CN.ts`` up to date with the sources: new sentences come in empty, gone ones go.

``pylupdate5`` alone overlooks every ``translate("zhanbu", "... {value}", value=...)``: it takes the third argument for
a comment. So the sentences are found in the syntax tree, and ``pylupdate5`` merges them into the file. Each sentence
of the house has the one context ``zhanbu``, also those of ``tr("...")`` in the faces and of the forms (``.ui``).
"""

from __future__ import annotations

import ast
import html
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TRANSLATION = ROOT / "i18n" / "zhanbu_zh_CN.ts"
CONTEXT = "zhanbu"


class Sentence(str):
    """A sentence in the source language, with the line that says it."""

    line: int

    def __new__(cls, text: str, line: int) -> Sentence:
        sentence = super().__new__(cls, text)
        sentence.line = line
        return sentence


class UnreadableSentence(Exception):
    """A sentence that is put together at run time can't be translated."""


def sentences_in(source: str, name: str) -> Iterator[Sentence]:
    """Every literal in ``translate("zhanbu", "...")``, ``tr("...")``, ``chinese("...")``; ``name`` is for messages."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in {"tr", "chinese"}:
            text = node.args[0]
        elif called == "translate" and is_text(node.args[0]) and len(node.args) > 1:
            if literal(node.args[0]) != CONTEXT:
                raise UnreadableSentence(f"{name}:{node.lineno}: the context is always {CONTEXT!r}")
            text = node.args[1]
        else:
            continue
        if is_text(text):
            yield Sentence(literal(text), node.lineno)
        elif isinstance(text, (ast.JoinedStr, ast.BinOp)):
            raise UnreadableSentence(f"{name}:{node.lineno}: put the values into {{braces}} of a plain literal")


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def literal(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def sentences_of_form(form: str) -> Iterator[Sentence]:
    """Every text of a ``.ui`` file but those marked as not to be translated; its class is the context."""
    for number, line in enumerate(form.splitlines(), 1):
        for text in re.findall(r"<string>([^<]+)</string>", line):
            yield Sentence(html.unescape(text), number)


def all_sentences() -> dict[str, list[Sentence]]:
    """Sentences per source file, in the order of the files and lines."""
    found = {}
    for path in sorted((ROOT / "zhanbu_plugin").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        said = sorted(sentences_in(path.read_text(encoding="utf-8"), name), key=lambda sentence: sentence.line)
        if said:
            found[name] = said
    for path in sorted((ROOT / "zhanbu_plugin").rglob("*.ui")):
        said = list(sentences_of_form(path.read_text(encoding="utf-8")))
        if said:
            found[path.relative_to(ROOT).as_posix()] = said
    return found


def merge_into(target: Path) -> None:
    """Let ``pylupdate5`` merge the sentences into ``target``; what is already translated stays."""
    with tempfile.TemporaryDirectory() as scratch:
        stubs = []
        for number, said in enumerate(all_sentences().values()):
            stub = Path(scratch, f"{number:04}.py")
            calls = [f"translate({json.dumps(CONTEXT)}, {json.dumps(text, ensure_ascii=False)})\n" for text in said]
            stub.write_text("".join(calls), encoding="utf-8")
            stubs.append(str(stub))
        # An absolute target would be merged by its folder's name; the name alone is enough here.
        command = ["pylupdate5", "-noobsolete", *stubs, "-ts", target.name]
        environment = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONUTF8": "1"}
        subprocess.run(command, cwd=target.parent, env=environment, check=True, stdin=subprocess.DEVNULL)
    text = target.read_text(encoding="utf-8")
    text = re.sub(r" *<location [^>]*/>\n", "", text)  # line numbers would change with every edit
    text = re.sub(r"<TS [^>]*>", '<TS version="2.1" language="zh_CN" sourcelanguage="en">', text, count=1)
    target.write_text(text, encoding="utf-8")


def main() -> int:
    target = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else TRANSLATION
    try:
        merge_into(target)
    except UnreadableSentence as problem:
        print(f"translations: {problem}", file=sys.stderr)
        return 1
    waiting = target.read_text(encoding="utf-8").count('type="unfinished"')
    print(f"translations: {target.name} is up to date; {waiting} sentences wait for their Chinese")
    return 0


if __name__ == "__main__":
    sys.exit(main())
